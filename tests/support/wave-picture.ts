import type { Raster } from '../../pipeline/actions/planar.ts';
import type { Random } from '../../pipeline/numerics/random.ts';

/**
 * A coloured picture without sharp edges: `count` plane waves of 7 to 20 pixels in random directions,
 * each with a colour of its own, around mid-grey; RGB within 10–245, mostly.
 */
export function wavePicture(side: number, random: Random, count = 24): Raster {
  const waves = Array.from({ length: count }, () => {
    const direction = 2 * Math.PI * random.uniform();
    const frequency = (2 * Math.PI) / (7 + 13 * random.uniform());
    return {
      x: frequency * Math.cos(direction),
      y: frequency * Math.sin(direction),
      phase: 2 * Math.PI * random.uniform(),
      colour: [random.normal(), random.normal(), random.normal()],
    };
  });
  const data = new Float32Array(side * side * 3);
  for (let i = 0; i < data.length; i++) {
    const place = Math.floor(i / 3);
    const [x, y] = [place % side, Math.floor(place / side)];
    const sum = waves.reduce((total, wave) => {
      return total + wave.colour[i % 3]! * Math.cos(wave.x * x + wave.y * y + wave.phase);
    }, 0);
    data[i] = 127.5 + (45 / Math.sqrt(count)) * sum;
  }
  return { height: side, width: side, channels: 3, data };
}

/** The picture in grey: every channel the mean of the three. */
export function greyPicture(picture: Raster): Raster {
  const data = picture.data.map((_, i) => {
    const first = i - (i % 3);
    return (picture.data[first]! + picture.data[first + 1]! + picture.data[first + 2]!) / 3;
  });
  return { ...picture, data };
}
