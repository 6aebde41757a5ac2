// A workbook as a spreadsheet program writes it: XML parts in a zip. Small enough to be read by whoever doubts a test's file.

const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1;
  return rest;
});

const crc = (bytes) => (bytes.reduce((sum, byte) => CRC[(sum ^ byte) & 0xff] ^ (sum >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;
const short = (number) => [number & 0xff, number >>> 8];
const long = (number) => [...short(number & 0xffff), ...short(number >>> 16)];

// Parts that are stored and not compressed; of 1 January 1980.
function zip(parts) {
  const [files, directory] = [[], []];
  let offset = 0;
  for (const [name, text] of parts) {
    const [path, data] = [Buffer.from(name), Buffer.from(text)];
    const about = [...short(20), ...short(0), ...short(0), ...short(0), ...short(0x21), ...long(crc(data)), ...long(data.length), ...long(data.length), ...short(path.length), ...short(0)];
    const file = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4, ...about]), path, data]);
    directory.push(Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, ...short(20), ...about, ...short(0), ...short(0), ...short(0), ...long(0), ...long(offset)]), path]));
    files.push(file);
    offset += file.length;
  }
  const size = directory.reduce((sum, entry) => sum + entry.length, 0);
  const end = Buffer.from([0x50, 0x4b, 5, 6, ...short(0), ...short(0), ...short(parts.length), ...short(parts.length), ...long(size), ...long(offset), ...short(0)]);
  return Buffer.concat([...files, ...directory, end]);
}

const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

function cell(value, column, row) {
  if (value === '') return '';
  const place = `${String.fromCharCode(65 + column)}${row}`;
  return typeof value === 'number' ? `<c r="${place}"><v>${value}</v></c>` : `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** The bytes of a workbook with one sheet of these rows, of at most 26 texts and numbers each. */
export function workbook(sheet, rows) {
  const data = rows.map((cells, index) => `<row r="${index + 1}">${cells.map((value, column) => cell(value, column, index + 1)).join('')}</row>`).join('');
  const of = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  return zip([
    ['[Content_Types].xml', `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${of}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${of}.worksheet+xml"/></Types>`],
    ['_rels/.rels', `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
    ['xl/workbook.xml', `${HEAD}<workbook xmlns="${SHEET}" xmlns:r="${OFFICE}"><sheets><sheet name="${escaped(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`],
    ['xl/_rels/workbook.xml.rels', `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`],
    ['xl/worksheets/sheet1.xml', `${HEAD}<worksheet xmlns="${SHEET}"><sheetData>${data}</sheetData></worksheet>`],
  ]);
}
