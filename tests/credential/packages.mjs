// node --import ./packages.mjs ELSEWHERE/FILE.mjs
// Runs a program that lies in another folder with the packages of this one, so that nothing has to be installed beside it.
import {register} from 'node:module';

register(`data:text/javascript,${encodeURIComponent(`
  export async function resolve(specifier, context, next) {
    try {
      return await next(specifier, context);
    } catch(error) {
      if(error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
      return next(specifier, {...context, parentURL: ${JSON.stringify(import.meta.url)}});
    }
  }
`)}`);
