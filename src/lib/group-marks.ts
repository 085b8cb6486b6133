/** Outlines of the transformations' marks in a square of 16, told apart by shape. */
export const groupMarks: Readonly<Record<string, string>> = {
  // An arc with an arrowhead.
  rotation: 'M3 11A5.5 5.5 0 1 1 12.6 11.5M13.6 7.6L12.7 11.7L8.9 10.4',
  // Facing triangles.
  reflection: 'M2 3.2V12.8L6.4 8ZM14 3.2V12.8L9.6 8Z',
  // A split ring.
  hue: 'M6.1 2.8A5.5 5.5 0 0 0 6.1 13.2M9.9 2.8A5.5 5.5 0 0 1 9.9 13.2',
  // A twisted ring: one strand passes under the other.
  'hue-rotation':
    'M6.6 6.7C5.7 5.5 5 4.8 4.1 4.8A3.2 3.2 0 0 0 4.1 11.2C7 11.2 9 4.8 11.9 4.8A3.2 3.2 0 0 1 11.9 11.2C11 11.2 10.3 10.5 9.4 9.3',
  // Nested squares.
  scale: 'M2 2H14V14H2ZM5.6 5.6H10.4V10.4H5.6Z',
  // An arrow.
  translation: 'M2 8H13.4M9.8 4.2L13.6 8L9.8 11.8',
  // Two dots and a dash.
  correspondence:
    'M1.8 8A.8 .8 0 1 0 3.4 8A.8 .8 0 1 0 1.8 8ZM12.6 8A.8 .8 0 1 0 14.2 8A.8 .8 0 1 0 12.6 8ZM6.6 8H9.4',
};
