import { describe, expect, it } from 'vitest';
import { twoServices } from '../../../test/support/analyzed.ts';

const models = `-- models/order.js --
module.exports = (sequelize, DataTypes) => sequelize.define('order', { id: DataTypes.UUID }, { tableName: 'shop_orders' });
-- models/line.js --
module.exports = (sequelize, DataTypes) => {
  const Line = sequelize.define('line', {});
  Line.associate = (all) => Line.belongsTo(all.order);
  return Line;
};
-- models/index.js --
const fs = require('fs');
const Sequelize = require('sequelize');
const sequelize = new Sequelize('postgres://u:p@db/shop');
const db = {};
fs.readdirSync(__dirname).forEach((file) => { const model = require('./' + file)(sequelize, Sequelize.DataTypes); db[model.name] = model; });
module.exports = db;
`;
const read = (code: string) => twoServices(`import amqp from 'amqplib';\nimport express from 'express';\nconst channel = await (await amqp.connect(url)).createChannel();\nconst app = express();\n${code}`, models);
const tables = (code: string) => read(code).tables.filter(({ file }) => file === 'orders/src/main.ts').map(({ table, identity, line }) => `${table} of ${identity} on line ${line}`);

describe('models of Sequelize that are kept by name', () => {
  it.each([
    ['of the index', "const db = require('../../models');\ndb.line.findAll();", 'lines of db:5432/shop on line 6'],
    ['taken out of it', "const { line } = require('../../models');\nline.findAll();", 'lines of db:5432/shop on line 6'],
    ['of the object itself', "require('../../models');\nclass A { all() { return this.models.line.findOne({}); } }", 'lines of db:5432/shop on line 6'],
  ])('name their table, %s', (_, code, expected) => {
    expect(tables(code)).toEqual([expected]);
  });

  it('name the tables of the models that they are handed', () => {
    expect(tables("const db = require('../../models');\ndb.line.findAll({ include: [{ model: db.order, as: 'of' }], where: { id: db.nothing } });")).toEqual(['shop_orders of db:5432/shop on line 6', 'lines of db:5432/shop on line 6']);
  });

  it('write', () => {
    const { dualWrites } = read("const db = require('../../models');\napp.post('/v1/orders', async (req, res) => {\nawait db.order.create({});\nchannel.publish('shop', 'order.made', body);\n});");
    expect(dualWrites.map(({ handler, write, line }) => `${handler} ${write.line} ${line}`)).toEqual(['POST /v1/orders 7 8']);
  });

  it('are none where no file defines one of that name, or something else is asked', () => {
    expect(tables("const db = require('../../models');\ndb.bill.findAll();\ndb.line.toString();\nother.line.findAll();")).toEqual([]);
  });
});
