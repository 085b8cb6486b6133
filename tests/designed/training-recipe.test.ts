import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { cifarNetworks } from '../../pipeline/designed/cifar-networks.ts';
import { trainingRecipe } from '../../pipeline/designed/training-recipe.ts';
import type { ModelCard } from '../../pipeline/records/model-card.ts';

describe('the recipe of a network', () => {
  it.each(cifarNetworks.map(({ name }) => name))(
    'is what the shipped %s was made by',
    async (name) => {
      const file = new URL(`../../content/models/${name}/card.json`, import.meta.url);
      const { seed, epochs } = JSON.parse(await readFile(file, 'utf8')) as ModelCard;
      expect(trainingRecipe(name)).toMatchObject({ seed, epochs });
    },
  );
});
