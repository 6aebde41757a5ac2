// The element <assay-form>: gaps, pairs to match, orders, words to press, sliders. What it is given and what it gives is told in
// src/player/form.rs. It comes with the first question that needs it.

const [NEXT, WITH] = ['\u001e', '\u001f'];

const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

// Texts are sanitised HTML: never anything that a learner typed.
const rich = (html) => {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template.content;
};
const plain = (html) => rich(html).textContent.trim();

const pairs = (texts) => {
  const named = [];
  for (let index = 0; index + 1 < texts.length; index += 2) named.push({ name: texts[index], text: texts[index + 1] });
  return named;
};

// What is too wide can be scrolled by keyboard.
const reachable = (text) => {
  for (const wide of text.querySelectorAll('pre, table, math[display]')) {
    if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
  }
};

const setValue = (control, value) => {
  // A caret that somebody is typing at stays where it is.
  if (control.value !== value) control.value = value;
};

class Form extends HTMLElement {
  static observedAttributes = ['answer', 'parts'];

  /** The answer as JSON. */
  value = '';
  #parts = [];
  #words = [];
  #control;

  connectedCallback() {
    this.#build();
  }

  attributeChangedCallback(name) {
    if (!this.#control) return;
    if (name === 'parts') this.#build();
    else this.#show();
  }

  /** Something was chosen, moved or typed in this control. */
  take(control, event) {
    if (event === 'input') this.#give(this.#control.read(control));
    else this.dispatchEvent(new Event(event, { bubbles: true }));
  }

  #build() {
    const attribute = (name) => this.getAttribute(name) ?? '';
    this.#parts = attribute('parts').split(NEXT).map((part) => part.split(WITH));
    this.#words = attribute('words').split('|');
    const kinds = { fields: () => this.#fields(), order: () => this.#order(), hottext: () => this.#hottext(), slider: () => this.#slider() };
    const reviews = { fields: () => this.#reviewFields(), order: () => this.#reviewOrder() };
    this.replaceChildren();
    this.#control = (this.hasAttribute('words') ? kinds : reviews)[attribute('kind')]?.();
    if (this.#control) this.#show();
    reachable(this);
  }

  #show() {
    const text = this.getAttribute('answer');
    this.value = text ?? '';
    this.#control.show(text ? Object.values(JSON.parse(text))[0] : undefined);
  }

  #give(answer) {
    this.value = JSON.stringify(answer);
    this.dispatchEvent(new Event('input', { bubbles: true }));
  }

  // What is done with a button is done at once.
  #done(answer) {
    this.#give(answer);
    this.dispatchEvent(new Event('change', { bubbles: true }));
  }

  #prompt() {
    const prompt = element('div', { id: 'prompt', class: 'prompt rich' }, rich(this.getAttribute('prompt')));
    this.append(prompt);
    return prompt;
  }

  // In gaps of the prompt, or as a table of left sides.
  #fields() {
    const fields = this.#parts.map(([name, label, typed, unit, ...choices]) => ({ name, label, typed, unit, choices: pairs(choices) }));
    const controls = fields.map(({ typed, choices }) => {
      if (!typed) {
        const options = choices.map(({ name, text }) => element('option', { value: name }, plain(text)));
        return element('select', { class: 'blank' }, element('option', { value: '' }, this.#words[1]), ...options);
      }
      const inputmode = typed === 'number' ? 'decimal' : 'text';
      return element('input', { class: 'blank', type: 'text', inputmode, size: typed === 'number' ? 8 : 14, autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', maxlength: 500 });
    });
    const withUnit = (index) => (fields[index].unit ? [controls[index], ' ', element('span', { class: 'unit' }, fields[index].unit)] : [controls[index]]);
    if (this.hasAttribute('prompt')) {
      for (const place of this.#prompt().querySelectorAll('span[data-field]')) {
        const index = fields.findIndex(({ name }) => name === place.dataset.field);
        if (index < 0) continue;
        controls[index].setAttribute('aria-label', this.#words[0].replace('#', index + 1));
        place.replaceWith(...withUnit(index));
      }
    } else {
      const rows = fields.map(({ label }, index) => {
        controls[index].setAttribute('aria-labelledby', `left-${index}`);
        const left = element('th', { scope: 'row', id: `left-${index}`, class: 'rich' }, rich(label));
        return element('tr', {}, left, element('td', {}, ...withUnit(index)));
      });
      this.append(element('table', { class: 'matching' }, element('tbody', {}, ...rows)));
    }
    return {
      show: (given = {}) => fields.forEach(({ name }, index) => setValue(controls[index], given[name] ?? '')),
      read: () => {
        const given = fields.map(({ name }, index) => [name, controls[index].value]).filter(([, value]) => value !== '');
        return { fields: Object.fromEntries(given) };
      },
    };
  }

  #order() {
    const [, , up, down, moved, right] = this.#words;
    const options = pairs(this.#parts[0]);
    const said = element('p', { class: 'visually-hidden', role: 'status' });
    const order = () => [...list.children].map((row) => row.dataset.name);
    const move = (row, button, by) => {
      const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
      if (!other) return;
      if (by < 0) other.before(row);
      else other.after(row);
      button.focus();
      mark();
      const place = [...list.children].indexOf(row) + 1;
      said.textContent = moved.replace('#', place).replace('#', list.children.length);
      this.#done({ order: order() });
    };
    const rows = new Map(options.map(({ name, text }) => {
      const row = element('li', { 'data-name': name }, element('span', { class: 'rich' }, rich(text)));
      const button = (words, sign, by) => {
        const made = element('button', { type: 'button', class: 'move', 'aria-label': `${words}: ${plain(text)}`, title: words }, sign);
        made.addEventListener('click', () => move(row, made, by));
        return made;
      };
      row.append(element('span', { class: 'moves' }, button(up, '↑', -1), button(down, '↓', 1)));
      return [name, row];
    }));
    // The ends stay in the order of the keyboard, so that whoever moves something there does not lose the place.
    const mark = () => {
      for (const row of list.children) {
        const [first, last] = row.querySelectorAll('.move');
        first.setAttribute('aria-disabled', !row.previousElementSibling);
        last.setAttribute('aria-disabled', !row.nextElementSibling);
      }
    };
    const list = element('ol', { class: 'ordering' }, ...rows.values());
    const confirm = element('button', { type: 'button', class: 'button' }, right);
    confirm.addEventListener('click', () => this.#done({ order: order() }));
    this.append(list, said, confirm);
    return {
      show: (given) => {
        const wanted = given ?? options.map(({ name }) => name);
        if (wanted.join(WITH) !== order().join(WITH)) list.append(...wanted.map((name) => rows.get(name)).filter(Boolean));
        mark();
        confirm.setAttribute('aria-pressed', given !== undefined);
        confirm.classList.toggle('pressed', given !== undefined);
      },
    };
  }

  #hottext() {
    const several = this.#parts.length > 1;
    const buttons = [];
    const chosen = () => buttons.filter((button) => button.getAttribute('aria-pressed') === 'true').map((button) => button.dataset.name);
    for (const place of this.#prompt().querySelectorAll('span[data-field]')) {
      const button = element('button', { type: 'button', class: 'hottext', 'data-name': place.dataset.field, 'aria-pressed': 'false' }, ...place.childNodes);
      button.addEventListener('click', () => {
        const { name } = button.dataset;
        const before = chosen();
        const now = several && before.includes(name) ? before.filter((other) => other !== name) : [...(several ? before : []), name];
        this.#control.show(now);
        this.#done({ options: now });
      });
      buttons.push(button);
      place.replaceWith(button);
    }
    return {
      show: (given = []) => {
        for (const button of buttons) button.setAttribute('aria-pressed', given.includes(button.dataset.name));
      },
    };
  }

  #slider() {
    const [min, max, step, unit] = this.#parts[0];
    const [, , , , , , label, open] = this.#words;
    const range = element('input', { type: 'range', min, max, step, 'aria-label': label, 'aria-describedby': 'prompt' });
    const number = element('input', { type: 'text', inputmode: 'decimal', size: 8, maxlength: 500, autocomplete: 'off', 'aria-label': label, 'aria-describedby': 'prompt' });
    const end = (value) => element('span', { 'aria-hidden': 'true' }, String(Number(value)));
    this.append(
      element('div', { class: 'slider' }, end(min), range, end(max)),
      element('div', { class: 'typed typed-number' }, number, ...(unit ? [element('span', { class: 'unit' }, unit)] : [])),
    );
    // A slider always stands somewhere: what nobody touched says so, and is no answer.
    const touched = (text) => {
      const value = Number(text.trim().replace(',', '.').replace('−', '-'));
      if (text.trim() === '') range.value = (Number(min) + Number(max)) / 2;
      else if (Number.isFinite(value) && Number(range.value) !== value) range.value = value;
      range.classList.toggle('untouched', text.trim() === '');
      range.setAttribute('aria-valuetext', text.trim() === '' ? open : `${text} ${unit}`.trim());
    };
    return {
      show: (given = '') => {
        setValue(number, given);
        touched(given);
      },
      read: (control) => {
        if (control === range) number.value = range.value;
        touched(number.value);
        return { text: number.value };
      },
    };
  }

  #reviewFields() {
    const fields = this.#parts.map(([name, label, , unit, ...choices]) => ({ name, label, unit, choices: pairs(choices) }));
    const list = element('ul', { class: 'given' });
    this.append(list);
    return {
      show: (given = {}) => list.replaceChildren(...fields.map(({ name, label, unit, choices }) => {
        const value = given[name] ?? '';
        const chosen = choices.find((choice) => choice.name === value);
        const before = label ? [element('span', { class: 'rich' }, rich(label)), ' → '] : [];
        return element('li', {}, ...before, chosen ? plain(chosen.text) : value, unit && value ? ` ${unit}` : '');
      })),
    };
  }

  #reviewOrder() {
    const options = pairs(this.#parts[0]);
    const list = element('ol', { class: 'given' });
    this.append(list);
    return {
      show: (given = []) => list.replaceChildren(...given.map((name, index) => {
        const text = options.find((option) => option.name === name)?.text ?? '';
        return element('li', {}, `${index + 1}. `, element('span', { class: 'rich' }, rich(text)));
      })),
    };
  }
}

// The pages listen to all events at their root, before these come down to here: what happens within an element is kept from them, and
// they hear of it from the element as a whole.
for (const name of ['input', 'change']) {
  window.addEventListener(name, (event) => {
    const form = event.target.closest?.('assay-form');
    if (!form || form === event.target) return;
    event.stopPropagation();
    form.take(event.target, name);
  }, true);
}

// Nothing is drawn before it has its style.
const style = element('link', { rel: 'stylesheet', href: '{{forms.css}}' });
await new Promise((resolve) => {
  style.onload = style.onerror = resolve;
  document.head.append(style);
});
customElements.define('assay-form', Form);
