/** The customers of one API at a glance: widgets that each person switches on and off. */

import {to} from '../address.js';
import {get, send} from '../api.js';
import {h, theirs} from '../dom.js';
import {head} from '../parts/head.js';
import {icon} from '../parts/icons.js';
import {firstSteps} from '../parts/setup.js';
import {loaded, nothing} from '../parts/states.js';
import {say} from '../parts/toast.js';
import {USUAL, WIDGETS, widgetBoard} from '../parts/widgets.js';
import {session} from '../session.js';

export function page(view) {
  if (!session.hasEvents) {
    return firstSteps(view);
  }
  let on = USUAL;
  const customize = h(
    'button',
    {type: 'button', class: 'customize', disabled: true, onclick: open},
    icon('settings'),
    'Customize dashboard',
  );
  const board = loaded(view, {
    lines: 10,
    load: signal => get('/api/widgets', {api: view.api}, signal),
    show: (answer, part) => {
      on = answer.widgets;
      customize.disabled = false;
      return on.length === 0
        ? nothing('Every widget is off.', '“Customize dashboard” brings them back.')
        : widgetBoard(part, on);
    },
  });

  function open() {
    customizing(on, async chosen => {
      await send('PUT', '/api/widgets', {api: view.api}, {widgets: chosen});
      await board.reload();
      customize.focus();
    });
  }

  return [
    head(view, {
      title: view.api ? theirs(view.api) : 'All APIs',
      about: view.api ? 'The customers of this API.' : ['The customers of all APIs. ', apiLinks()],
      actions: [customize],
    }),
    board,
  ];
}

function apiLinks() {
  const names = session.apis.slice(0, 5);
  return names.length < 2 && session.apis.length < 2
    ? null
    : [
        'One of them: ',
        names.map((name, index) => [
          index > 0 ? ', ' : '',
          h('a', {href: to('/dashboard', {api: name})}, theirs(name)),
        ]),
        session.apis.length > 5 ? ' …' : '.',
      ];
}

/** The choice of widgets. {@code save} keeps it for this person and this API. */
function customizing(on, save) {
  const boxes = WIDGETS.map(([name, title]) => {
    const box = h('input', {type: 'checkbox', name, checked: on.includes(name)});
    return [box, h('label', {class: 'check'}, box, h('span', {}, title))];
  });
  const dialog = h('dialog', {class: 'sheet', 'aria-labelledby': 'customize-title'}, [
    h('form', {onsubmit: submit}, [
      h('h2', {id: 'customize-title'}, 'Customize dashboard'),
      h('p', {class: 'hint'}, 'For you alone.'),
      h(
        'div',
        {class: 'checks'},
        boxes.map(([, label]) => label),
      ),
      h('div', {class: 'sheet-foot'}, [
        h(
          'button',
          {
            type: 'button',
            class: 'quiet',
            onclick: () => boxes.forEach(([box]) => (box.checked = USUAL.includes(box.name))),
          },
          'As at first',
        ),
        h('span', {class: 'push'}),
        h('button', {type: 'button', onclick: () => dialog.close()}, 'Cancel'),
        h('button', {type: 'submit', class: 'main-button'}, 'Save'),
      ]),
    ]),
  ]);
  async function submit(event) {
    event.preventDefault();
    try {
      await save(
        boxes
          .map(([box]) => box)
          .filter(box => box.checked)
          .map(box => box.name),
      );
      dialog.close();
    } catch (problem) {
      say(problem.message);
    }
  }
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
