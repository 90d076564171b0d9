import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  CAPTION_PLACEHOLDERS,
  type CaptionValues,
  nameValues,
  renderCaption,
  unknownPlaceholders,
} from '#domain/caption.ts';
import { MAX_CAPTION_CHARS } from '#domain/limits.ts';

const VALUES: CaptionValues = {
  ...nameValues('Scans', 'Invoices/2026/March.final.pdf'),
  size: '35 KB',
  date: '2026-03-01',
  time: '14:02',
  host: 'reception',
  user: 'anna',
};

test('every placeholder gives its value', () => {
  const template = CAPTION_PLACEHOLDERS.map((word) => `{${word}}`).join('|');

  expect(renderCaption(template, VALUES)).toBe(
    'March.final.pdf|March.final|pdf|2026|Invoices/2026/March.final.pdf|35 KB|2026-03-01|14:02|reception|anna',
  );
});

test('a file in the watch itself has the name of its folder', () => {
  expect(nameValues('Scans', 'a')).toEqual({ name: 'a', stem: 'a', ext: '', folder: 'Scans', relative: 'a' });
  expect(nameValues('Scans', '.profile')).toMatchObject({ stem: '.profile', ext: '' });
});

test('unknown words stay as they are and are reported once', () => {
  expect(renderCaption('{nmae} {} { name } {name}', VALUES)).toBe('{nmae} {} { name } March.final.pdf');
  expect(unknownPlaceholders('{nmae} {name} {nmae} {x}')).toEqual(['nmae', 'x']);
});

test('a value cannot bring in markup or another line, the template can', () => {
  const values = { ...VALUES, name: '[url=http://x]a[/url]\n[b]' };

  const caption = renderCaption('[b]{name}[/b]\nsecond line', values);

  expect(caption.startsWith('[b]')).toBe(true);
  expect(caption.slice(3, -16)).not.toMatch(/\[\/?[a-z]/i);
  expect(caption.split('\n')).toHaveLength(2);
  expect(caption.replaceAll('\u200B', '')).toBe('[b][url=http://x]a[/url] [b][/b]\nsecond line');
});

test('a value is no template', () => {
  expect(renderCaption('{name}', { ...VALUES, name: '{user}' })).toBe('{user}');
});

test('no caption is too long, half a character or live markup, whatever the name', () => {
  const name = fc.string({ unit: 'binary', maxLength: 300 });
  fc.assert(
    fc.property(name, fc.integer({ min: 1, max: 200 }), (text, times) => {
      const caption = renderCaption('{name}'.repeat(times), { ...VALUES, name: text.toWellFormed() });

      expect(caption.length).toBeLessThanOrEqual(MAX_CAPTION_CHARS);
      expect(caption.isWellFormed()).toBe(true);
      expect(caption).not.toMatch(/\[[^\u200B]/);
    }),
  );
});
