#!/usr/bin/env node
import { launch } from './launch.js';

launch('create-microservice', ['create']);
