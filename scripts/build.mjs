import { build, buildApp, ensureInstalled } from './ensure.mjs';

ensureInstalled();
build();
buildApp();
