import { BookOpen, Keyboard, LogOut, UserRound } from 'lucide-react';
import { useLocation } from 'wouter';
import { t } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { setPreference, usePreference, type Preferences } from '@/shared/preferences/preferences';
import { useProfile } from '@/shared/session/profile';
import { Avatar } from '@/shared/ui/avatar';
import { Button } from '@/shared/ui/button';
import { Menu, MenuCheckItem, MenuItem, MenuLabel, MenuRule } from '@/shared/ui/menu';
import { signOut } from '../sign-out';
import styles from './top-bar.module.css';

export const THEMES: readonly Preferences['theme'][] = ['system', 'light', 'dark'];

export function AccountMenu({ onHelp }: { onHelp: () => void }) {
  const profile = useProfile();
  const theme = usePreference('theme');
  const [, navigate] = useLocation();
  return (
    <Menu
      trigger={
        <Button variant="quiet" aria-label={t.shell.account} className={styles.account ?? ''}>
          <Avatar email={profile['User Email']} size={24} />
        </Button>
      }
    >
      <MenuLabel>{t.shell.signedInAs(profile['User Fullname'])}</MenuLabel>
      <MenuItem
        icon={<UserRound size={14} aria-hidden />}
        onSelect={() => {
          navigate(paths.account);
        }}
      >
        {t.account.menu}
      </MenuItem>
      <MenuRule />
      <MenuLabel>{t.shell.theme}</MenuLabel>
      {THEMES.map((name) => (
        <MenuCheckItem
          key={name}
          checked={theme === name}
          onChange={() => {
            setPreference('theme', name);
          }}
        >
          {t.shell.themes[name]}
        </MenuCheckItem>
      ))}
      <MenuRule />
      <MenuItem
        icon={<BookOpen size={14} aria-hidden />}
        onSelect={() => {
          navigate(paths.reference);
        }}
      >
        {t.tokens.reference}
      </MenuItem>
      <MenuItem icon={<Keyboard size={14} aria-hidden />} keys="?" onSelect={onHelp}>
        {t.commands.help}
      </MenuItem>
      <MenuItem
        icon={<LogOut size={14} aria-hidden />}
        onSelect={() => {
          void signOut();
        }}
      >
        {t.signIn.signOut}
      </MenuItem>
    </Menu>
  );
}
