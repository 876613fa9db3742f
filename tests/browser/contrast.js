// Texts whose contrast is below AA (WCAG 2.1, 1.4.3): 4.5, or 3 where they are large.
const numbers = (colour) => colour.match(/[\d.]+/g).map(Number);
const luminance = ([r, g, b]) => {
  const part = (c) => {
    const s = c / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
};
const ground = new Map();
const groundOf = (element) => {
  if (!element) return [255, 255, 255];
  if (!ground.has(element)) {
    const colour = numbers(getComputedStyle(element).backgroundColor);
    ground.set(element, colour.length === 4 && colour[3] === 0 ? groundOf(element.parentElement) : colour);
  }
  return ground.get(element);
};
const faint = new Set();
const seen = new Set();
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const looks = new Set();
while (texts.nextNode()) {
  const element = texts.currentNode.parentElement;
  if (!texts.currentNode.data.trim() || element.closest("script, noscript, title, [hidden], .skip, option")) continue;
  seen.add(element);
  const style = getComputedStyle(element);
  const colour = numbers(element.closest("svg") ? style.fill : style.color);
  const back = groundOf(element);
  const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.6 && style.fontWeight >= 700);
  const look = `${colour} on ${back} ${large}`;
  if (looks.has(look)) continue;
  looks.add(look);
  const [light, dark] = [luminance(colour), luminance(back)].sort((a, b) => b - a);
  const contrast = (light + 0.05) / (dark + 0.05);
  if (contrast < (large ? 3 : 4.5)) faint.add(`${look} ${contrast.toFixed(2)} ${element.className} ${element.tagName}`);
}
return { faint: [...faint], seen: seen.size, dark: luminance(groundOf(document.body)) < 0.1 };
