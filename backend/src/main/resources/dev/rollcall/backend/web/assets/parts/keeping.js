/** Backup of everything, and requests to and from Parquet files, all in the backend's directory of data. */

import {send} from '../api.js';
import {h} from '../dom.js';
import {bytes, count, plural} from '../format.js';
import {form} from './form.js';
import {panel} from './head.js';

/** The three of them. */
export function keepingPanel() {
  return panel(
    'Keeping',
    [
      h(
        'p',
        {class: 'hint'},
        'Files are written and read below the directory of data, on the machine of the backend, while it goes on.',
      ),
      h('div', {class: 'keeping'}, [
        part('Backup', form({fields: [], button: 'Make a backup', act: () => told(send('POST', '/api/admin/backup'))})),
        part(
          'Export',
          form({
            fields: [
              {name: 'from', label: 'First day', type: 'date'},
              {name: 'to', label: 'Up to, without', type: 'date'},
            ],
            button: 'Export to Parquet',
            act: values => told(send('POST', '/api/admin/export', null, values)),
          }),
        ),
        part(
          'Import',
          form({
            fields: [{name: 'file', label: 'File in exports', required: true, placeholder: 'events.parquet'}],
            button: 'Import',
            act: values => told(send('POST', '/api/admin/import', null, values)),
          }),
        ),
      ]),
    ],
    {name: 'keeping', wide: true},
  );
}

function part(title, content) {
  return h('section', {class: 'keeping-part'}, h('h3', {}, title), content);
}

async function told(asked) {
  const done = await asked;
  const facts = [
    Number.isFinite(done.events) ? plural(done.events, 'event') : null,
    done.duplicates > 0 ? `${plural(done.duplicates, 'duplicate')} left out` : null,
    done.expired > 0 ? `${count(done.expired)} older than what is kept` : null,
    Number.isFinite(done.bytes) ? bytes(done.bytes) : null,
  ].filter(Boolean);
  return h('p', {}, [h('code', {}, done.file ?? ''), facts.length > 0 ? `: ${facts.join(', ')}.` : '']);
}
