import { byMethod, changesRows, type WriteLibrary } from './write.ts';

export const prismaWrites: WriteLibrary = {
  name: 'prisma', modules: null,
  match: ({ external }) => /\.PrismaClient#(?:\.\$\w+\(\))?\.(?:\w+\.(?:create|createMany|createManyAndReturn|update|updateMany|updateManyAndReturn|upsert|delete|deleteMany)|\$executeRaw(?:Unsafe)?)$/.test(external.path),
};

const typeormMethods = /\.(?:save|insert|update|delete|remove|softDelete|softRemove|upsert|increment|decrement|restore|recover)$/;

export const typeormWrites: WriteLibrary = {
  name: 'typeorm', modules: ['typeorm', '@nestjs/typeorm', 'typeorm-transactional'],
  match: (use) => typeormMethods.test(use.external.path) || (use.external.path.endsWith('.query') && changesRows(use)),
};

export const mikroOrmWrites: WriteLibrary = {
  name: 'mikro-orm', modules: ['@mikro-orm/core', '@mikro-orm/postgresql', '@mikro-orm/mysql', '@mikro-orm/mongodb', '@mikro-orm/knex'],
  match: ({ external }) => /\.(?:flush|persistAndFlush|removeAndFlush|nativeInsert|nativeUpdate|nativeDelete|upsert|insert|insertMany)$/.test(external.path),
};

export const mongooseWrites = byMethod('mongoose', ['mongoose', '@nestjs/mongoose', '@typegoose/typegoose', 'mongodb'],
  /\.(?:create|insertMany|insertOne|save|updateOne|updateMany|findOneAndUpdate|findByIdAndUpdate|findOneAndDelete|findByIdAndDelete|findByIdAndRemove|findOneAndRemove|findOneAndReplace|deleteOne|deleteMany|replaceOne|bulkWrite|bulkSave)$/);

export const sequelizeWrites = byMethod('sequelize', ['sequelize', 'sequelize-typescript', '@sequelize/core'], /(?:Model(?:\(\))?#?|define\(\)(?:#|\.\w+\(\))?|\(\))\.(?:create|bulkCreate|update|upsert|destroy|increment|decrement|save|restore|findOrCreate)$/);

export const objectionWrites = byMethod('objection', ['objection'], /\.query\(\)(?:\.\w+\(\))*\.(?:insert|insertGraph|insertAndFetch|patch|patchAndFetch|patchAndFetchById|update|updateAndFetch|updateAndFetchById|upsertGraph|delete|deleteById)$/);
