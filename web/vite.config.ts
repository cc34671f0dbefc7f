import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { compressed } from './compress-plugin';

const source = fileURLToPath(new URL('./src', import.meta.url));

// The development server hands the API to a running `expediter serve`.
const api = process.env.EXPEDITER_API ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react(), compressed()],
  resolve: { alias: { '@': source } },
  server: { host: '127.0.0.1', proxy: { '/api': api } },
  // Scripts and styles find what they load from where they are, below whatever path the server stands;
  // the server writes that path into index.html.
  experimental: {
    renderBuiltUrl: (_file, { hostType }) => (hostType === 'html' ? undefined : { relative: true }),
  },
  build: {
    target: 'es2022',
    // The Content-Security-Policy allows no inline code and no data: scripts or fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rollupOptions: {
      output: {
        // Fetched beside the page's own script, and still good in browsers when only that has changed.
        manualChunks: { react: ['react', 'react-dom', 'react-dom/client', 'react/jsx-runtime'] },
      },
    },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['./src/testing/setup.ts'],
    restoreMocks: true,
    // One document for all files: setting it up anew for each takes longer than all tests together.
    isolate: false,
    pool: 'threads',
  },
});
