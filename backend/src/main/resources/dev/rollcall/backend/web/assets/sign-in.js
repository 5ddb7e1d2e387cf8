/** Where a person says who they are. Shown in place of any page; afterwards that page is there. */

import {send} from './api.js';
import {h, put} from './dom.js';
import {icon} from './parts/icons.js';

/** The form; {@code done} is called when it was right. */
export function signIn(done) {
  const user = h('input', {id: 'user', name: 'user', autocomplete: 'username', required: true, value: 'admin'});
  const password = h('input', {
    id: 'password',
    name: 'password',
    type: 'password',
    autocomplete: 'current-password',
    required: true,
  });
  const wrong = h('p', {class: 'wrong', role: 'alert'});
  const button = h('button', {class: 'main-button', type: 'submit'}, 'Sign in');
  const form = h('form', {class: 'sign-in panel', onsubmit: submit}, [
    h('h1', {class: 'brand'}, icon('mark'), h('span', {}, 'Rollcall')),
    h('label', {for: 'user'}, 'User'),
    user,
    h('label', {for: 'password'}, 'Password'),
    password,
    wrong,
    button,
    h(
      'p',
      {class: 'hint'},
      'The first password was printed when the backend was started for the first time, with an address that signs you in.',
    ),
  ]);
  async function submit(event) {
    event.preventDefault();
    put(wrong);
    button.disabled = true;
    try {
      await send('POST', '/api/login', null, {user: user.value, password: password.value});
      await done();
    } catch (problem) {
      put(wrong, problem.message);
      password.value = '';
      password.focus();
    } finally {
      button.disabled = false;
    }
  }
  return h('main', {class: 'alone'}, form);
}
