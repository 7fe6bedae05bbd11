// Whether an attack by gradients can be believed: a student whose gradients say nothing looks robust and is not (Athalye, Carlini, Wagner 2018,
// section 3.1; Carlini et al. 2019, section 4).
import { percent } from '../../../proto/numbers.ts';
import { proportionOf } from '../statistics.ts';

/** Of each sample, whether it is named rightly. */
type Right = readonly boolean[];

export interface AttackedAt {
  /** In pixel values. */
  readonly epsilon: number;
  readonly pgd: Right;
  readonly fgsm: Right;
  /** Each pixel moved by ε up or down, without a gradient. */
  readonly random: Right;
}

/** Of samples that may survive an attack without bound, since it is made for the float network and judged on the integer one. */
const mostSurvivors = 0.02;

/**
 * @param unbounded under PGD at an ε within which every picture is
 * @returns a sentence for each sign of it; none if there is no sign
 */
export function findMasking(attacked: readonly AttackedAt[], unbounded: Right): string[] {
  const signs = attacked.flatMap(({ epsilon, pgd, fgsm, random }) => [
    ...(isBetter(pgd, fgsm)
      ? [`at ε = ${epsilon} PGD leaves ${shareOf(pgd)} right, one step of FGSM ${shareOf(fgsm)}`]
      : []),
    ...(isBetter(pgd, random)
      ? [`at ε = ${epsilon} PGD leaves ${shareOf(pgd)} right, random signs ${shareOf(random)}`]
      : []),
  ]);
  if (proportionOf(countOf(unbounded), unbounded.length).low > mostSurvivors) {
    signs.push(`unbounded PGD leaves ${shareOf(unbounded)} right, but it should leave almost none`);
  }
  return signs.map((sign) => `gradient masking suspected: ${sign}`);
}

/** More often right than chance explains: of the samples on which the two differ (McNemar's test, exact). */
function isBetter(one: Right, other: Right): boolean {
  const [gained, lost] = [
    countOf(one.map((right, i) => right && !other[i])),
    countOf(other.map((right, i) => right && !one[i])),
  ];
  return gained + lost > 0 && proportionOf(gained, gained + lost).low > 0.5;
}

function countOf(right: Right): number {
  return right.filter(Boolean).length;
}

function shareOf(right: Right): string {
  return percent(countOf(right) / right.length);
}
