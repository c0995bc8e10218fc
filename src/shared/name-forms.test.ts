import { expect, test } from 'vitest';
import { nameForms, renamer } from './name-forms.ts';

test('five spellings of one name', () => {
  expect(nameForms('order-items')).toEqual({ kebab: 'order-items', camel: 'orderItems', pascal: 'OrderItems', constant: 'ORDER_ITEMS', snake: 'order_items' });
});

test('each spelling becomes the same spelling of the new name, inside of longer words, too', () => {
  const rename = renamer(new Map([['sample-item', 'price-list'], ['sample-system', 'my-shop']]));
  expect(rename('@sample-system/sample-item: createSampleItem, sampleItemContract, SAMPLE_ITEM_URL, sample_item_id')).toBe(
    '@my-shop/price-list: createPriceList, priceListContract, PRICE_LIST_URL, price_list_id',
  );
});

test('a new name that looks like the old one is not renamed again', () => {
  expect(renamer(new Map([['sample-item', 'sample-system'], ['sample-system', 'shop']]))('sample-item')).toBe('sample-system');
});

test('a name with a dot is that name and no other', () => {
  expect(renamer(new Map([['sample.event', 'moved'], ['sample-event', 'other']]))('sample.event sample-event')).toBe('moved other');
});
