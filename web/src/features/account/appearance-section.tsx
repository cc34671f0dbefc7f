import { t } from '@/shared/i18n';
import { setPreference, usePreference, type Preferences } from '@/shared/preferences/preferences';
import { Choices } from '@/shared/ui/choices';
import styles from './account.module.css';
import { Section } from './section';

const THEMES: readonly Preferences['theme'][] = ['system', 'light', 'dark'];
const DENSITIES: readonly Preferences['density'][] = ['dense', 'normal', 'roomy'];

/** How the page looks and which keys it takes, in this browser. */
export function AppearanceSection() {
  const theme = usePreference('theme');
  const density = usePreference('density');
  const singleKeys = usePreference('singleKeys');
  const words = t.account.appearance;
  return (
    <Section title={words.title} text={words.text}>
      <div className={styles.settings}>
        <span aria-hidden>{words.theme}</span>
        <Choices
          as="segments"
          label={words.theme}
          choices={THEMES.map((value) => ({ value, label: t.shell.themes[value] }))}
          value={theme}
          onChange={(value) => {
            setPreference('theme', value);
          }}
        />
        <span aria-hidden>{words.density}</span>
        <Choices
          as="segments"
          label={words.density}
          choices={DENSITIES.map((value) => ({ value, label: t.density[value] }))}
          value={density}
          onChange={(value) => {
            setPreference('density', value);
          }}
        />
        <span aria-hidden>{words.singleKeys}</span>
        <Choices
          as="segments"
          label={words.singleKeys}
          choices={[
            { value: 'on', label: words.on },
            { value: 'off', label: words.off },
          ]}
          value={singleKeys ? 'on' : 'off'}
          onChange={(value) => {
            setPreference('singleKeys', value === 'on');
          }}
        />
        <p className={styles.soft}>{words.singleKeysHint}</p>
      </div>
    </Section>
  );
}
