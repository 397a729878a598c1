/** The editor's theme as a canvas needs it: resolved colors, and word of every change. */

const resolved = new Map<string, string>();

/** The color behind a custom property in a form that a canvas understands: it can read neither `var()` nor `color-mix()`. */
export function themeColor(name: string): string {
  let color = resolved.get(name);
  if (color === undefined) {
    const probe = document.createElement('i');
    probe.style.color = `var(${name})`;
    probe.hidden = true;
    document.body.append(probe);
    color = plainColor(getComputedStyle(probe).color);
    probe.remove();
    resolved.set(name, color);
  }
  return color;
}

/** A font of the editor, for text on a canvas. */
export function themeFont(pixels: number): string {
  return `${pixels}px ${getComputedStyle(document.body).fontFamily || 'sans-serif'}`;
}

export function isHighContrast(): boolean {
  return document.body.classList.contains('vscode-high-contrast') || document.body.classList.contains('vscode-high-contrast-light');
}

/** Calls `changed` after each change of theme; the first look happens at once, without a call. */
export function watchTheme(changed: () => void): void {
  const look = (): void => {
    resolved.clear();
    const style = getComputedStyle(document.body);
    const same = style.getPropertyValue('--vscode-descriptionForeground').trim() === style.getPropertyValue('--vscode-foreground').trim();
    if (document.documentElement.classList.contains('tw-mute') !== same) document.documentElement.classList.toggle('tw-mute', same);
  };
  look();
  const observer = new MutationObserver(() => {
    look();
    changed();
  });
  // VS Code writes the kind of theme as classes of the body and the colors as a style of the root.
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-kind'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
}

/** `color(srgb r g b / a)`, which computed styles use for mixes, as `rgba()`. */
function plainColor(color: string): string {
  const parts = /^color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)(?: \/ ([\d.]+))?\)$/.exec(color);
  if (!parts) return color;
  const [r, g, b] = parts.slice(1, 4).map((share) => Math.round(Number(share) * 255));
  return `rgba(${r}, ${g}, ${b}, ${parts[4] ?? 1})`;
}
