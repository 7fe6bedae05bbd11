// Makes windows.csv, a table of synthetic accelerometer windows, and row.csv, one window without a label. Always the same from the same seed.
//
// A window is two seconds of three axes at 50 Hz, in m/s²: gravity by the way the sensor is worn, a movement of random frequency and strength, an
// impact for each step, and noise. A row of the table is what a firmware would send of it: a few figures of the window, each in its own unit.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [samples, hertz, windowsOfEach, seed] = [100, 50, 400, 1];
const gravity = 9.81;

/** Frequency of the movement in Hz, its amplitude and that of an impact in m/s²: mean and standard deviation of each. */
const activities = {
  rest: { frequency: [0.4, 0.15], amplitude: [0.08, 0.05], impact: [0, 0] },
  walk: { frequency: [2, 0.2], amplitude: [2.1, 0.5], impact: [2.5, 1] },
  stairs: { frequency: [1.4, 0.2], amplitude: [3.2, 0.6], impact: [4.5, 1.5] },
  run: { frequency: [2.8, 0.3], amplitude: [6.5, 1.6], impact: [11, 4] },
  cycle: { frequency: [1.4, 0.3], amplitude: [1.1, 0.35], impact: [0.3, 0.3] },
};

/** Mulberry32: numbers of 0 … 1. */
function createRandom(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = createRandom(seed);
const normal = (mean = 0, deviation = 1) =>
  mean + deviation * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** [samples] of x, y and z. */
function drawWindow({ frequency, amplitude, impact }) {
  const [f, a, i] = [frequency, amplitude, impact].map((of) => Math.max(0, normal(...of)));
  const [tilt, turn, phase] = [normal(0.3, 0.25), 2 * Math.PI * random(), 2 * Math.PI * random()];
  const down = [Math.sin(tilt) * Math.cos(turn), Math.sin(tilt) * Math.sin(turn), Math.cos(tilt)];
  const shares = [0.35, 0.25, 1].map((share) => share * normal(1, 0.15));
  const axes = [[], [], []];
  for (let n = 0; n < samples; n++) {
    const angle = 2 * Math.PI * f * (n / hertz) + phase;
    const hit = i * Math.max(0, Math.sin(angle)) ** 12;
    for (const [axis, values] of axes.entries()) {
      const moved = shares[axis] * (a * Math.sin(angle + axis) + hit);
      values.push(gravity * down[axis] + moved + normal(0, 0.12));
    }
  }
  return axes;
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviationOf = (values) => Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));

function featuresOf(axes) {
  const magnitude = axes[0].map((_, n) => Math.hypot(...axes.map((values) => values[n])));
  const middle = mean(magnitude);
  const crossings = magnitude.filter((value, n) => n > 0 && value > middle !== magnitude[n - 1] > middle).length;
  const jerks = magnitude.slice(1).map((value, n) => Math.abs(value - magnitude[n]) * hertz);
  return {
    x_mean: mean(axes[0]),
    y_mean: mean(axes[1]),
    z_mean: mean(axes[2]),
    x_deviation: deviationOf(axes[0]),
    y_deviation: deviationOf(axes[1]),
    z_deviation: deviationOf(axes[2]),
    magnitude_mean: middle,
    magnitude_range: Math.max(...magnitude) - Math.min(...magnitude),
    magnitude_deviation: deviationOf(magnitude),
    jerk: mean(jerks),
    crossings,
  };
}

const rows = Object.entries(activities).flatMap(([activity, movement]) =>
  Array.from({ length: windowsOfEach }, () => ({ ...featuresOf(drawWindow(movement)), activity })),
);
const toText = (value) => (typeof value === 'number' ? Number(value.toPrecision(6)) : value);
const toCsv = (table) =>
  `${[Object.keys(table[0]), ...table.map((row) => Object.values(row).map(toText))].join('\n')}\n`;
const { activity, ...row } = { ...featuresOf(drawWindow(activities.walk)), activity: 'walk' };
for (const [name, table] of Object.entries({ 'windows.csv': rows, 'row.csv': [row] })) {
  const path = fileURLToPath(new URL(name, import.meta.url));
  writeFileSync(path, toCsv(table));
  console.log(`${path}: ${table.length} ${table.length === 1 ? `row, of ${activity}` : 'rows'}`);
}
