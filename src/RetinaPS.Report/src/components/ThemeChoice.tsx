import { useState } from 'preact/hooks';
import { Icon, type IconName } from './Icon';

type Theme = 'system' | 'light' | 'dark';

const themes: readonly { id: Theme; label: string; icon: IconName }[] = [
  { id: 'system', label: 'As the system', icon: 'system' },
  { id: 'light', label: 'Light', icon: 'light' },
  { id: 'dark', label: 'Dark', icon: 'dark' },
];
const key = 'retinaps-report-theme';

/** Light, dark, or whatever the system says; remembered where the browser lets a local file remember. */
export function ThemeChoice() {
  const [theme, setTheme] = useState<Theme>(() => apply(recall()));
  const choose = (chosen: Theme) => {
    remember(chosen);
    setTheme(apply(chosen));
  };
  return (
    <fieldset class="segments theme">
      <legend class="hidden">Colours</legend>
      {themes.map(({ id, label, icon }) => (
        <label key={id} title={label}>
          <input type="radio" name="theme" checked={theme === id} onChange={() => choose(id)} />
          <Icon name={icon} />
          <span class="hidden">{label}</span>
        </label>
      ))}
    </fieldset>
  );
}

function apply(theme: Theme): Theme {
  document.documentElement.style.colorScheme = theme === 'system' ? '' : theme;
  return theme;
}

function recall(): Theme {
  try {
    const stored = localStorage.getItem(key);
    return themes.find(({ id }) => id === stored)?.id ?? 'system';
  } catch {
    return 'system';
  }
}

function remember(theme: Theme): void {
  try {
    localStorage.setItem(key, theme);
  } catch {
    // Some browsers give local files no storage; the choice then lasts as long as the page.
  }
}
