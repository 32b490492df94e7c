/* The shop's one colour, and black or white on it, whichever reads better (WCAG 2.2 contrast). */

function luminance(colour) {
  const channels = [1, 3, 5].map((start) => parseInt(colour.slice(start, start + 2), 16) / 255);
  const [red, green, blue] = channels.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Return the text colour with the higher contrast on `colour` (#rrggbb): 4.58:1 at the least. */
export function textOn(colour) {
  const light = luminance(colour);
  return 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 ? "#ffffff" : "#000000";
}

export function applyColour(colour) {
  document.documentElement.style.setProperty("--accent", colour);
  document.documentElement.style.setProperty("--on-accent", textOn(colour));
}
