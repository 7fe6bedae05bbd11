// Two layers of each network as a method's options: `student=conv1-conv3`.
import { z } from 'zod';
import { type LayerCouples, takePair } from '../distill/layer-pairs.ts';

/** Two layers by their names, the earlier one first. */
export const coupleOption = z
  .string()
  .regex(/^[^-]+-[^-]+$/, 'two layers, such as conv1-conv3')
  .optional();

interface NamedCouples {
  readonly student?: string | undefined;
  readonly teacher?: string | undefined;
}

/** Those that the user names, and for the rest what `choose` finds. */
export function takeCouples({ student, teacher }: NamedCouples, choose: () => LayerCouples): LayerCouples {
  const split = (text?: string) => text?.split('-') as [string, string] | undefined;
  return takePair({ student: split(student), teacher: split(teacher) }, choose);
}
