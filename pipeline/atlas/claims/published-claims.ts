import type { Claim } from '../../records/claim.ts';

/** A published claim, in our words. */
export type PublishedClaim = Pick<Claim, 'id' | 'kind' | 'statement'>;

const claim = (kind: Claim['kind'], id: string, statement: string): PublishedClaim => ({
  id,
  kind,
  statement,
});

/**
 * What Olah, Cammarata, Voss, Schubert and Goh claim in Naturally Occurring Equivariance in Neural
 * Networks (Distill 2020, doi 10.23915/distill.00024.004), in the order of the article.
 */
export const publishedClaims: readonly PublishedClaim[] = [
  claim(
    'feature',
    'rotation',
    'There are detectors of curves and of high beside low frequencies at angles all the way round, each a turned copy of the next.',
  ),
  claim(
    'feature',
    'rotation-mod-180',
    'Detectors of edges and of lines repeat after half a turn, and units for hatched texture after a quarter.',
  ),
  claim(
    'feature',
    'scale',
    'One feature is detected at several sizes, mostly in different layers and the small size earlier, as circles show.',
  ),
  claim(
    'feature',
    'hue',
    'Units for a coloured centre on a coloured surround come in opposite hues, in layers up to about the eighth.',
  ),
  claim(
    'feature',
    'hue-rotation',
    'Detectors of colour contrast differ in hue and in orientation, and half a turn of the one undoes half a turn of the other.',
  ),
  claim(
    'feature',
    'reflection',
    'Pairs of units that are each other’s mirror image are common in the middle layers.',
  ),
  claim(
    'feature',
    'exotic',
    'Some units vary in ways that are no transformation of the picture: the length of a snout, human for dog, the viewpoint of the camera.',
  ),
  claim(
    'circuit',
    'high-low',
    'A factor of high frequencies and one of low, neither of which turns, are combined into detectors of one beside the other by a pattern of weights that turns.',
  ),
  claim(
    'circuit',
    'contrast-center',
    'Colour contrast at several orientations is combined into a coloured centre on its opposite hue, by the pattern for high and low frequencies with inputs and outputs exchanged.',
  ),
  claim(
    'circuit',
    'bw-color',
    'A factor for any colour and one for grey form units for the one beside the other at every angle; these form units for the one around the other.',
  ),
  claim(
    'circuit',
    'line-circle',
    'Units for lines at several orientations are combined into a detector of small circles and one of lines that spread out.',
  ),
  claim(
    'circuit',
    'curve-circle',
    'Curve detectors at all angles are combined into detectors of circles and of evolutes, and so again with larger curves in later layers.',
  ),
  claim(
    'circuit',
    'human-animal',
    'Units for human and for animal heads form a mirrored pair for the one beside the other, with weights that are mirrored as well.',
  ),
  claim(
    'circuit',
    'dog-head',
    'Dog heads that face left and right form a dog head of either pose, with weights that are mirrored.',
  ),
  claim(
    'circuit',
    'hue-hue',
    'From layer to layer, units for coloured centres excite those of their own hue, inhibit those of a hue nearby and leave those of a distant hue alone.',
  ),
  claim(
    'circuit',
    'curve-curve',
    'Curve detectors excite later ones of the same orientation and inhibit those of the opposite one; where the weights lie turns with the orientation.',
  ),
  claim(
    'circuit',
    'contrast-line',
    'Line detectors are excited by colour contrast across the line and inhibited by contrast along it, whatever the hue.',
  ),
  claim(
    'architecture',
    'designed',
    'A network built from units that are half equivariant to sixteen turns and half invariant learns the families that arise naturally.',
  ),
  claim(
    'architecture',
    'first-layer',
    'A fully connected first layer repeats its filters over positions, orientations and sizes; convolution takes away the positions and leaves the rest.',
  ),
  claim(
    'general',
    'universality',
    'Whatever network trained on natural pictures was looked at, some equivariance was there.',
  ),
  claim(
    'general',
    'parameter-bound',
    'Where a share r of the units are in families of K copies, tied weights need 1 − (K−1)/K · r² of the parameters.',
  ),
];

/** The network that the claims are about. */
export const publishedModel: Claim['published'] = {
  model: 'inception5h',
  verdict: 'not testable here',
  reason:
    'Nothing has been measured on inception5h, whose weights are not part of this atlas. Its format, a frozen TensorFlow graph, can be imported; that is tested on small graphs written by the tests and has not met the real file yet. With the weights at hand the same analysis is one command: npm run atlas -- run --model inception5h.',
};
