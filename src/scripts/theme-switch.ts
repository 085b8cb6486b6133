/** The button that changes between light and dark; without it the reader's system decides. */
const button = document.querySelector<HTMLButtonElement>('.theme');
const systemDark = matchMedia('(prefers-color-scheme: dark)');

const isDark = () => {
  const chosen = document.documentElement.dataset['theme'];
  return chosen === undefined ? systemDark.matches : chosen === 'dark';
};

if (button) {
  const name = () => {
    button.textContent = isDark() ? 'Light' : 'Dark';
    button.setAttribute('aria-label', isDark() ? 'Use light colours' : 'Use dark colours');
  };
  name();
  button.hidden = false;
  systemDark.addEventListener('change', name);
  button.addEventListener('click', () => {
    const theme = isDark() ? 'light' : 'dark';
    document.documentElement.dataset['theme'] = theme;
    try {
      localStorage.setItem('theme', theme);
    } catch {
      // Storage is barred: the choice lasts for this page.
    }
    name();
  });
}
