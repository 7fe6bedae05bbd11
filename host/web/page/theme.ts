// The style sheet's colours for what is drawn on a canvas; another function after a change between light and dark.
import { useEffect, useState } from 'preact/hooks';

const dark = matchMedia('(prefers-color-scheme: dark)');

/** Of a CSS variable, such as `--ink`. */
export function useTheme(): (variable: string) => string {
  const [theme, setTheme] = useState(() => readTheme());
  useEffect(() => {
    const change = () => setTheme(() => readTheme());
    dark.addEventListener('change', change);
    return () => dark.removeEventListener('change', change);
  }, []);
  return theme;
}

function readTheme(): (variable: string) => string {
  const style = getComputedStyle(document.documentElement);
  const known = new Map<string, string>();
  return (variable) => {
    const colour = known.get(variable) ?? style.getPropertyValue(variable).trim();
    known.set(variable, colour);
    return colour;
  };
}
