// A database of places in MaxMind's format, as small as a test needs it. Source: MaxMind DB file format, version 2.0
// (https://maxmind.github.io/MaxMind-DB/).

const byte = (...values) => Buffer.from(values);
/** Bits of an IPv4 address, the first first. */
const bitsOf = (address) => address.split('.').flatMap((part) => [...Number(part).toString(2).padStart(8, '0')].map(Number));

// Numbers have the width that the format gives them.
const uint16 = (value) => byte((5 << 5) | 2, value >> 8, value & 255);
const uint32 = (value) => byte((6 << 5) | 4, value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
const uint64 = (value) => byte(1, 9 - 7, value);

/** A value as the data section has it: texts, encoded numbers, lists and objects. Lengths stay below 29. */
function encode(value) {
  if (Buffer.isBuffer(value)) return value;
  if (typeof value === 'string') return Buffer.concat([byte((2 << 5) | Buffer.byteLength(value)), Buffer.from(value)]);
  if (Array.isArray(value)) return Buffer.concat([byte(value.length, 11 - 7), ...value.map(encode)]);
  const members = Object.entries(value);
  return Buffer.concat([byte((7 << 5) | members.length), ...members.flatMap(([key, member]) => [encode(key), encode(member)])]);
}

/** The file: what is known of each IPv4 address, and of no other. */
export function database(places) {
  const data = [];
  const nodes = [[null, null]];
  for (const [address, place] of Object.entries(places)) {
    const bits = bitsOf(address);
    let at = 0;
    for (const bit of bits.slice(0, -1)) {
      if (nodes[at][bit] === null) nodes[at][bit] = nodes.push([null, null]) - 1;
      at = nodes[at][bit];
    }
    nodes[at][bits.at(-1)] = { data: data.reduce((length, part) => length + part.length, 0) };
    data.push(encode(place));
  }
  const count = nodes.length;
  // A record is the number of a node, or the count for nothing, or lies beyond it: 16 bytes separate the tree from the data.
  const record = (to) => (to === null ? count : typeof to === 'number' ? to : count + 16 + to.data);
  const tree = nodes.flat().map((to) => byte(record(to) >> 16, (record(to) >> 8) & 255, record(to) & 255));
  const about = {
    node_count: uint32(count), record_size: uint16(24), ip_version: uint16(4), database_type: 'Test-City', languages: ['en'],
    binary_format_major_version: uint16(2), binary_format_minor_version: uint16(0), build_epoch: uint64(1), description: { en: 'Made for a test' },
  };
  return Buffer.concat([...tree, Buffer.alloc(16), ...data, Buffer.from('abcdef', 'hex'), Buffer.from('MaxMind.com'), encode(about)]);
}
