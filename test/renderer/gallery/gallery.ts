import { mount } from 'svelte';
import { LANGUAGES } from '#contract/constants.ts';
import '../../../src-renderer/styles/tokens.css';
import '../../../src-renderer/styles/base.css';
import '../../../src-renderer/styles/floating.css';
import { fakeMain } from '../support/fake-main.ts';
import { componentOf, SCENES } from '../support/scenes.ts';
import { inLanguage } from '../support/world.ts';

/** Draws one scene: `?scene=history&theme=dark&language=ru`. Without one, lists them. */
const wanted = new URLSearchParams(location.search);
const scene = SCENES.find(({ name }) => name === wanted.get('scene'));
const target = document.getElementById('app');
if (target === null) throw new Error('the page has no place for the scene');

if (scene === undefined) {
  target.innerHTML = SCENES.map(({ name }) => `<p><a href="?scene=${name}">${name}</a></p>`).join('');
} else {
  const language = LANGUAGES.find((one) => one === wanted.get('language')) ?? 'en';
  const theme = wanted.get('theme') === 'dark' ? 'dark' : 'light';
  const world = inLanguage(scene.world(), language);
  world.settings = { ...world.settings, theme };
  localStorage.clear();
  const main = fakeMain(world);
  mount(componentOf(scene), {
    target,
    props: { main, ...(scene.part === undefined ? {} : { start: scene.part }) },
  });
  setTimeout(() => {
    for (const progress of world.progress) main.tell('uploads.progress', progress);
  }, 20);
  void (scene.act?.(main) ?? Promise.resolve()).then(() =>
    setTimeout(() => (document.documentElement.dataset['scene'] = 'ready'), 350),
  );
}
