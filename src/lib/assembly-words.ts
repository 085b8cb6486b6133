import type { Circuit } from '../../pipeline/records/index.ts';
import { count } from './numbers.ts';

/**
 * What to see in the drawings of what a circuit's outputs are put together from.
 * @param outputs how many have a drawing.
 * @param inputs how many are drawn in each.
 * @param marked whether inputs are drawn by their marks, else by their pictures.
 */
export function assemblyWords(
  { from, to, group, form, motif }: Pick<Circuit, 'from' | 'to' | 'group' | 'form' | 'motif'>,
  outputs: number,
  inputs: number,
  marked: boolean,
): string[] {
  const shown =
    outputs < to.units.length
      ? `${String(outputs)} of ${String(to.units.length)} outputs`
      : count(outputs, 'output').replace('one', 'One');
  if (group === 'hue') {
    return [
      `${shown}, each in the middle of the circle of hues, its inputs around it at their own hues and as large as their weights. Filled and solid: it excites. Open and dashed: it inhibits.`,
    ];
  }
  if (marked) {
    return [
      `${shown}. Above, at every position around an output (the dot), the input that excites it most there, drawn as what that input looks for, at its angle and as large as the weight; below, dashed, the input that inhibits it most.`,
      watch(motif, form),
    ];
  }
  const fewer =
    inputs < from.units.length
      ? ` Of the ${String(from.units.length)} single units the ${String(inputs)} strongest are drawn.`
      : '';
  return [
    `${shown}. The inputs stand where their weights excite the output (the dot) most, in red, and where they inhibit it most, pale and dashed in blue; larger where the weights are stronger.${fewer}`,
    watch(motif, form),
  ];
}

function watch(motif: Circuit['motif'], form: Circuit['form']): string {
  switch (motif) {
    case 'mirror':
      return form === 'equivariant→invariant'
        ? 'As far as the motif holds, each arrangement is its own mirror image, with the partners exchanged.'
        : 'As far as the motif holds, the two arrangements are each other’s mirror images.';
    case 'invariant→equivariant':
      return 'As far as the motif holds, the arrangement turns from output to output.';
    case 'equivariant→invariant':
      return 'As far as the motif holds, the inputs stand around the output, each where its own angle puts it.';
    case 'equivariant→equivariant':
      return 'As far as the motif holds, the arrangement turns from output to output, inputs and all.';
    case 'no motif':
      return 'No motif was accepted.';
  }
}
