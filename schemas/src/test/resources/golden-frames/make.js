// Makes the golden frames in this folder with Confluent's own client for Node; see README.md.
const fs = require('fs');
const path = require('path');
const avro = require('avsc');
const { SchemaRegistryClient, AvroSerializer, SerdeType, SubjectNameStrategyType } = require('@confluentinc/schemaregistry');

const released = name => JSON.parse(fs.readFileSync(
    path.join(__dirname, '../../../main/released/next', name + '.avsc'), 'utf8'));

const everyType = {
  type: 'record', name: 'EveryType', namespace: 'io.memstream.schemas.golden',
  fields: [
    { name: 'nothing', type: 'null' },
    { name: 'flag', type: 'boolean' },
    { name: 'small', type: 'int' },
    { name: 'large', type: 'long' },
    { name: 'single', type: 'float' },
    { name: 'double', type: 'double' },
    { name: 'bytes', type: 'bytes' },
    { name: 'text', type: 'string' },
    { name: 'suit', type: { type: 'enum', name: 'Suit', symbols: ['HEARTS', 'SPADES'] } },
    { name: 'digest', type: { type: 'fixed', name: 'Digest', size: 4 } },
    { name: 'list', type: { type: 'array', items: 'int' } },
    { name: 'empty', type: { type: 'array', items: 'string' } },
    { name: 'map', type: { type: 'map', values: 'long' } },
    { name: 'choice', type: ['null', 'string', 'long'] },
    { name: 'absent', type: ['null', 'string'], default: null },
    { name: 'inner', type: { type: 'record', name: 'Inner', fields: [{ name: 'at', type: 'long' }] } },
    { name: 'more', type: { type: 'array', items: 'Inner' } },
  ],
};

const cases = [
  { name: 'turn-with-everything', schema: released('ConversationTurn'), value: {
    tenant: 'acme', user_id: 'ada@example.org', session_id: 'monday', role: 'USER',
    content: 'Grüße aus Zürich 🏔, und 日本語.', turn_id: 't-1', occurred_at: 1700000000123, speaker: 'Ada',
    conversation_id: 'c-1', agent_id: 'a-1', scope: 'house',
    attachments: [
      { media_type: 'image/png', uri: 's3://bucket/cat.png', caption: 'a cat on a printer' },
      { media_type: null, uri: null, caption: null }],
    metadata: { channel: 'web' }, source: 'chat' } },
  { name: 'turn-with-the-least', schema: released('ConversationTurn'), value: {
    tenant: 'acme', user_id: 'u', session_id: 's', role: 'TOOL', content: '', turn_id: null, occurred_at: null,
    speaker: null, conversation_id: null, agent_id: null, scope: null, attachments: [], metadata: {}, source: null } },
  { name: 'command', schema: released('MemoryCommand'), value: {
    tenant: 'acme', user_id: 'u', type: 'FORGET', command_id: 'c-1', arguments: '{"kind":"fact"}',
    occurred_at: -1, actor: 'support' } },
  { name: 'sealed-turn', schema: released('SealedTurn'), value: {
    turn_key: 'k', occurred_at: 1700000000123, recorded_at: 1700000000456,
    sealed: Buffer.from([0, 1, 127, 128, 255]) } },
  { name: 'session', schema: released('SessionUpdated'), value: {
    session_id: 's', started_at: 0, last_at: 4503599627370496, turns: 2147483647, closed: true } },
  { name: 'every-type', schema: everyType, value: {
    nothing: null, flag: true, small: -2147483648, large: -4503599627370496, single: 0.5, double: -1e-300,
    bytes: Buffer.from([0, 128, 255]), text: 'naïve ☕', suit: 'SPADES', digest: Buffer.from([1, 2, 3, 255]),
    list: [0, -1, 63, 64, -65, 8192], empty: [], map: { one: 1 }, choice: 64, absent: null,
    inner: { at: 1 }, more: [{ at: 2 }, { at: 3 }] } },
  { name: 'plain-string', schema: { type: 'string' }, value: 'ada/42' },
  { name: 'plain-bytes', schema: { type: 'bytes' }, value: Buffer.from([7, 8, 9]) },
];

(async () => {
  const client = SchemaRegistryClient.newClient({ baseURLs: ['mock://golden'] });
  for (const { name, schema, value } of cases) {
    const topic = 'golden-' + name;
    const subject = topic + '-value';
    const id = await client.register(subject, { schemaType: 'AVRO', schema: JSON.stringify(schema) });
    const serializer = new AvroSerializer(client, SerdeType.VALUE, {
      useLatestVersion: true, autoRegisterSchemas: false, subjectNameStrategyType: SubjectNameStrategyType.TOPIC });
    const frame = await serializer.serialize(topic, value);
    const expected = JSON.parse(avro.Type.forSchema(schema).toString(value));
    const text = JSON.stringify({ topic, subject, id, frame: frame.toString('hex'), expected, schema }, null, 2);
    fs.writeFileSync(path.join(__dirname, name + '.json'), text + '\n');
    console.log(name, id, frame.length);
  }
})();
