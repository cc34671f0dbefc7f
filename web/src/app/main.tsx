import '@fontsource-variable/ibm-plex-sans/wght.css';
import '@fontsource/ibm-plex-mono/latin-400.css';
import '@/shared/theme/tokens.css';
import '@/shared/theme/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { loadCatalogue } from '@/shared/i18n';
import { applyTheme } from '@/shared/theme/apply-theme';
import { App } from './app';
import { warmUp } from './warm-up';

applyTheme();
warmUp();

void loadCatalogue(navigator.languages).then(() => {
  const root = document.getElementById('root');
  if (!root) throw new Error('The page has no #root.');
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
});
