import { useCommandList, type Command, type CommandGroup } from '@/shared/commands/registry';
import { t } from '@/shared/i18n';
import { setPreference, usePreference } from '@/shared/preferences/preferences';
import { Dialog } from '@/shared/ui/dialog';
import { Keys } from '@/shared/ui/keys';
import styles from './help-sheet.module.css';

const GROUPS: readonly CommandGroup[] = ['go', 'list', 'ticket', 'create', 'appearance', 'help'];

function Group({ group, commands }: { group: CommandGroup; commands: readonly Command[] }) {
  return (
    <section className={styles.group}>
      <h3 className={styles.heading}>{t.commands.groups[group]}</h3>
      <dl>
        {commands.map((command) => (
          <div key={command.id} className={styles.line}>
            <dt>{command.title}</dt>
            <dd>
              {command.keys?.slice(0, 2).map((keys) => (
                <Keys key={keys} keys={keys} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Every shortcut that works where the reader is now. */
export function HelpSheet({ onClose }: { onClose: () => void }) {
  const singleKeys = usePreference('singleKeys');
  const commands = useCommandList().filter((command) => command.keys);
  return (
    <Dialog title={t.commands.help} width="wide" onClose={onClose}>
      <div className={styles.intro}>
        <p>{t.commands.helpText}</p>
        <label className={styles.switch}>
          <input
            type="checkbox"
            checked={singleKeys}
            onChange={(event) => {
              setPreference('singleKeys', event.target.checked);
            }}
          />
          {t.commands.singleKeys}
        </label>
      </div>
      <div className={styles.groups}>
        {GROUPS.map((group) => {
          const own = commands.filter((command) => command.group === group);
          return own.length > 0 ? <Group key={group} group={group} commands={own} /> : null;
        })}
      </div>
    </Dialog>
  );
}
