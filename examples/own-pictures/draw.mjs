// 90 pictures in each of three class folders: one shape each, of varied colour, place, size and angle.
import { mkdir } from 'node:fs/promises';
import sharp from 'sharp';

let state = 1;
const random = (from, to) => {
  state = (state * 48271) % 2147483647;
  return from + ((to - from) * state) / 2147483647;
};
const colour = () => `rgb(${[0, 0, 0].map(() => Math.round(random(0, 255)))})`;
const shapes = {
  circle: '<circle r="1"/>',
  square: '<rect x="-0.9" y="-0.9" width="1.8" height="1.8"/>',
  triangle: '<polygon points="0,-1 1,0.8 -1,0.8"/>',
};
for (const [name, shape] of Object.entries(shapes)) {
  await mkdir(`pictures/${name}`, { recursive: true });
  for (let i = 0; i < 90; i++) {
    const place = `translate(${random(35, 65)} ${random(35, 65)}) rotate(${random(-20, 20)}) scale(${random(15, 30)})`;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"><rect width="100" height="100" fill="${colour()}"/><g fill="${colour()}" transform="${place}">${shape}</g></svg>`;
    await sharp(Buffer.from(svg)).png().toFile(`pictures/${name}/${i}.png`);
  }
}
