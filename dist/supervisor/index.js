import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 183:
/***/ (function(__unused_webpack_module, exports, __nccwpck_require__) {


var __createBinding = (this && this.__createBinding) || (Object.create ? (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    var desc = Object.getOwnPropertyDescriptor(m, k);
    if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
      desc = { enumerable: true, get: function() { return m[k]; } };
    }
    Object.defineProperty(o, k2, desc);
}) : (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    o[k2] = m[k];
}));
var __setModuleDefault = (this && this.__setModuleDefault) || (Object.create ? (function(o, v) {
    Object.defineProperty(o, "default", { enumerable: true, value: v });
}) : function(o, v) {
    o["default"] = v;
});
var __importStar = (this && this.__importStar) || function (mod) {
    if (mod && mod.__esModule) return mod;
    var result = {};
    if (mod != null) for (var k in mod) if (k !== "default" && Object.prototype.hasOwnProperty.call(mod, k)) __createBinding(result, mod, k);
    __setModuleDefault(result, mod);
    return result;
};
Object.defineProperty(exports, "__esModule", ({ value: true }));
exports.req = exports.json = exports.toBuffer = void 0;
const http = __importStar(__nccwpck_require__(611));
const https = __importStar(__nccwpck_require__(692));
async function toBuffer(stream) {
    let length = 0;
    const chunks = [];
    for await (const chunk of stream) {
        length += chunk.length;
        chunks.push(chunk);
    }
    return Buffer.concat(chunks, length);
}
exports.toBuffer = toBuffer;
// eslint-disable-next-line @typescript-eslint/no-explicit-any
async function json(stream) {
    const buf = await toBuffer(stream);
    const str = buf.toString('utf8');
    try {
        return JSON.parse(str);
    }
    catch (_err) {
        const err = _err;
        err.message += ` (input: ${str})`;
        throw err;
    }
}
exports.json = json;
function req(url, opts = {}) {
    const href = typeof url === 'string' ? url : url.href;
    const req = (href.startsWith('https:') ? https : http).request(url, opts);
    const promise = new Promise((resolve, reject) => {
        req
            .once('response', resolve)
            .once('error', reject)
            .end();
    });
    req.then = promise.then.bind(promise);
    return req;
}
exports.req = req;
//# sourceMappingURL=helpers.js.map

/***/ }),

/***/ 894:
/***/ (function(__unused_webpack_module, exports, __nccwpck_require__) {


var __createBinding = (this && this.__createBinding) || (Object.create ? (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    var desc = Object.getOwnPropertyDescriptor(m, k);
    if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
      desc = { enumerable: true, get: function() { return m[k]; } };
    }
    Object.defineProperty(o, k2, desc);
}) : (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    o[k2] = m[k];
}));
var __setModuleDefault = (this && this.__setModuleDefault) || (Object.create ? (function(o, v) {
    Object.defineProperty(o, "default", { enumerable: true, value: v });
}) : function(o, v) {
    o["default"] = v;
});
var __importStar = (this && this.__importStar) || function (mod) {
    if (mod && mod.__esModule) return mod;
    var result = {};
    if (mod != null) for (var k in mod) if (k !== "default" && Object.prototype.hasOwnProperty.call(mod, k)) __createBinding(result, mod, k);
    __setModuleDefault(result, mod);
    return result;
};
var __exportStar = (this && this.__exportStar) || function(m, exports) {
    for (var p in m) if (p !== "default" && !Object.prototype.hasOwnProperty.call(exports, p)) __createBinding(exports, m, p);
};
Object.defineProperty(exports, "__esModule", ({ value: true }));
exports.Agent = void 0;
const net = __importStar(__nccwpck_require__(278));
const http = __importStar(__nccwpck_require__(611));
const https_1 = __nccwpck_require__(692);
__exportStar(__nccwpck_require__(183), exports);
const INTERNAL = Symbol('AgentBaseInternalState');
class Agent extends http.Agent {
    constructor(opts) {
        super(opts);
        this[INTERNAL] = {};
    }
    /**
     * Determine whether this is an `http` or `https` request.
     */
    isSecureEndpoint(options) {
        if (options) {
            // First check the `secureEndpoint` property explicitly, since this
            // means that a parent `Agent` is "passing through" to this instance.
            // eslint-disable-next-line @typescript-eslint/no-explicit-any
            if (typeof options.secureEndpoint === 'boolean') {
                return options.secureEndpoint;
            }
            // If no explicit `secure` endpoint, check if `protocol` property is
            // set. This will usually be the case since using a full string URL
            // or `URL` instance should be the most common usage.
            if (typeof options.protocol === 'string') {
                return options.protocol === 'https:';
            }
        }
        // Finally, if no `protocol` property was set, then fall back to
        // checking the stack trace of the current call stack, and try to
        // detect the "https" module.
        const { stack } = new Error();
        if (typeof stack !== 'string')
            return false;
        return stack
            .split('\n')
            .some((l) => l.indexOf('(https.js:') !== -1 ||
            l.indexOf('node:https:') !== -1);
    }
    // In order to support async signatures in `connect()` and Node's native
    // connection pooling in `http.Agent`, the array of sockets for each origin
    // has to be updated synchronously. This is so the length of the array is
    // accurate when `addRequest()` is next called. We achieve this by creating a
    // fake socket and adding it to `sockets[origin]` and incrementing
    // `totalSocketCount`.
    incrementSockets(name) {
        // If `maxSockets` and `maxTotalSockets` are both Infinity then there is no
        // need to create a fake socket because Node.js native connection pooling
        // will never be invoked.
        if (this.maxSockets === Infinity && this.maxTotalSockets === Infinity) {
            return null;
        }
        // All instances of `sockets` are expected TypeScript errors. The
        // alternative is to add it as a private property of this class but that
        // will break TypeScript subclassing.
        if (!this.sockets[name]) {
            // @ts-expect-error `sockets` is readonly in `@types/node`
            this.sockets[name] = [];
        }
        const fakeSocket = new net.Socket({ writable: false });
        this.sockets[name].push(fakeSocket);
        // @ts-expect-error `totalSocketCount` isn't defined in `@types/node`
        this.totalSocketCount++;
        return fakeSocket;
    }
    decrementSockets(name, socket) {
        if (!this.sockets[name] || socket === null) {
            return;
        }
        const sockets = this.sockets[name];
        const index = sockets.indexOf(socket);
        if (index !== -1) {
            sockets.splice(index, 1);
            // @ts-expect-error  `totalSocketCount` isn't defined in `@types/node`
            this.totalSocketCount--;
            if (sockets.length === 0) {
                // @ts-expect-error `sockets` is readonly in `@types/node`
                delete this.sockets[name];
            }
        }
    }
    // In order to properly update the socket pool, we need to call `getName()` on
    // the core `https.Agent` if it is a secureEndpoint.
    getName(options) {
        const secureEndpoint = this.isSecureEndpoint(options);
        if (secureEndpoint) {
            // @ts-expect-error `getName()` isn't defined in `@types/node`
            return https_1.Agent.prototype.getName.call(this, options);
        }
        // @ts-expect-error `getName()` isn't defined in `@types/node`
        return super.getName(options);
    }
    createSocket(req, options, cb) {
        const connectOpts = {
            ...options,
            secureEndpoint: this.isSecureEndpoint(options),
        };
        const name = this.getName(connectOpts);
        const fakeSocket = this.incrementSockets(name);
        Promise.resolve()
            .then(() => this.connect(req, connectOpts))
            .then((socket) => {
            this.decrementSockets(name, fakeSocket);
            if (socket instanceof http.Agent) {
                try {
                    // @ts-expect-error `addRequest()` isn't defined in `@types/node`
                    return socket.addRequest(req, connectOpts);
                }
                catch (err) {
                    return cb(err);
                }
            }
            this[INTERNAL].currentSocket = socket;
            // @ts-expect-error `createSocket()` isn't defined in `@types/node`
            super.createSocket(req, options, cb);
        }, (err) => {
            this.decrementSockets(name, fakeSocket);
            cb(err);
        });
    }
    createConnection() {
        const socket = this[INTERNAL].currentSocket;
        this[INTERNAL].currentSocket = undefined;
        if (!socket) {
            throw new Error('No socket was returned in the `connect()` function');
        }
        return socket;
    }
    get defaultPort() {
        return (this[INTERNAL].defaultPort ??
            (this.protocol === 'https:' ? 443 : 80));
    }
    set defaultPort(v) {
        if (this[INTERNAL]) {
            this[INTERNAL].defaultPort = v;
        }
    }
    get protocol() {
        return (this[INTERNAL].protocol ??
            (this.isSecureEndpoint() ? 'https:' : 'http:'));
    }
    set protocol(v) {
        if (this[INTERNAL]) {
            this[INTERNAL].protocol = v;
        }
    }
}
exports.Agent = Agent;
//# sourceMappingURL=index.js.map

/***/ }),

/***/ 110:
/***/ (function(module, exports, __nccwpck_require__) {

/* eslint-env browser */

/**
 * This is the web browser implementation of `debug()`.
 */

exports.formatArgs = formatArgs;
exports.save = save;
exports.load = load;
exports.useColors = useColors;
exports.storage = localstorage();
exports.destroy = (() => {
	let warned = false;

	return () => {
		if (!warned) {
			warned = true;
			console.warn('Instance method `debug.destroy()` is deprecated and no longer does anything. It will be removed in the next major version of `debug`.');
		}
	};
})();

/**
 * Colors.
 */

exports.colors = [
	'#0000CC',
	'#0000FF',
	'#0033CC',
	'#0033FF',
	'#0066CC',
	'#0066FF',
	'#0099CC',
	'#0099FF',
	'#00CC00',
	'#00CC33',
	'#00CC66',
	'#00CC99',
	'#00CCCC',
	'#00CCFF',
	'#3300CC',
	'#3300FF',
	'#3333CC',
	'#3333FF',
	'#3366CC',
	'#3366FF',
	'#3399CC',
	'#3399FF',
	'#33CC00',
	'#33CC33',
	'#33CC66',
	'#33CC99',
	'#33CCCC',
	'#33CCFF',
	'#6600CC',
	'#6600FF',
	'#6633CC',
	'#6633FF',
	'#66CC00',
	'#66CC33',
	'#9900CC',
	'#9900FF',
	'#9933CC',
	'#9933FF',
	'#99CC00',
	'#99CC33',
	'#CC0000',
	'#CC0033',
	'#CC0066',
	'#CC0099',
	'#CC00CC',
	'#CC00FF',
	'#CC3300',
	'#CC3333',
	'#CC3366',
	'#CC3399',
	'#CC33CC',
	'#CC33FF',
	'#CC6600',
	'#CC6633',
	'#CC9900',
	'#CC9933',
	'#CCCC00',
	'#CCCC33',
	'#FF0000',
	'#FF0033',
	'#FF0066',
	'#FF0099',
	'#FF00CC',
	'#FF00FF',
	'#FF3300',
	'#FF3333',
	'#FF3366',
	'#FF3399',
	'#FF33CC',
	'#FF33FF',
	'#FF6600',
	'#FF6633',
	'#FF9900',
	'#FF9933',
	'#FFCC00',
	'#FFCC33'
];

/**
 * Currently only WebKit-based Web Inspectors, Firefox >= v31,
 * and the Firebug extension (any Firefox version) are known
 * to support "%c" CSS customizations.
 *
 * TODO: add a `localStorage` variable to explicitly enable/disable colors
 */

// eslint-disable-next-line complexity
function useColors() {
	// NB: In an Electron preload script, document will be defined but not fully
	// initialized. Since we know we're in Chrome, we'll just detect this case
	// explicitly
	if (typeof window !== 'undefined' && window.process && (window.process.type === 'renderer' || window.process.__nwjs)) {
		return true;
	}

	// Internet Explorer and Edge do not support colors.
	if (typeof navigator !== 'undefined' && navigator.userAgent && navigator.userAgent.toLowerCase().match(/(edge|trident)\/(\d+)/)) {
		return false;
	}

	let m;

	// Is webkit? http://stackoverflow.com/a/16459606/376773
	// document is undefined in react-native: https://github.com/facebook/react-native/pull/1632
	// eslint-disable-next-line no-return-assign
	return (typeof document !== 'undefined' && document.documentElement && document.documentElement.style && document.documentElement.style.WebkitAppearance) ||
		// Is firebug? http://stackoverflow.com/a/398120/376773
		(typeof window !== 'undefined' && window.console && (window.console.firebug || (window.console.exception && window.console.table))) ||
		// Is firefox >= v31?
		// https://developer.mozilla.org/en-US/docs/Tools/Web_Console#Styling_messages
		(typeof navigator !== 'undefined' && navigator.userAgent && (m = navigator.userAgent.toLowerCase().match(/firefox\/(\d+)/)) && parseInt(m[1], 10) >= 31) ||
		// Double check webkit in userAgent just in case we are in a worker
		(typeof navigator !== 'undefined' && navigator.userAgent && navigator.userAgent.toLowerCase().match(/applewebkit\/(\d+)/));
}

/**
 * Colorize log arguments if enabled.
 *
 * @api public
 */

function formatArgs(args) {
	args[0] = (this.useColors ? '%c' : '') +
		this.namespace +
		(this.useColors ? ' %c' : ' ') +
		args[0] +
		(this.useColors ? '%c ' : ' ') +
		'+' + module.exports.humanize(this.diff);

	if (!this.useColors) {
		return;
	}

	const c = 'color: ' + this.color;
	args.splice(1, 0, c, 'color: inherit');

	// The final "%c" is somewhat tricky, because there could be other
	// arguments passed either before or after the %c, so we need to
	// figure out the correct index to insert the CSS into
	let index = 0;
	let lastC = 0;
	args[0].replace(/%[a-zA-Z%]/g, match => {
		if (match === '%%') {
			return;
		}
		index++;
		if (match === '%c') {
			// We only are interested in the *last* %c
			// (the user may have provided their own)
			lastC = index;
		}
	});

	args.splice(lastC, 0, c);
}

/**
 * Invokes `console.debug()` when available.
 * No-op when `console.debug` is not a "function".
 * If `console.debug` is not available, falls back
 * to `console.log`.
 *
 * @api public
 */
exports.log = console.debug || console.log || (() => {});

/**
 * Save `namespaces`.
 *
 * @param {String} namespaces
 * @api private
 */
function save(namespaces) {
	try {
		if (namespaces) {
			exports.storage.setItem('debug', namespaces);
		} else {
			exports.storage.removeItem('debug');
		}
	} catch (error) {
		// Swallow
		// XXX (@Qix-) should we be logging these?
	}
}

/**
 * Load `namespaces`.
 *
 * @return {String} returns the previously persisted debug modes
 * @api private
 */
function load() {
	let r;
	try {
		r = exports.storage.getItem('debug') || exports.storage.getItem('DEBUG') ;
	} catch (error) {
		// Swallow
		// XXX (@Qix-) should we be logging these?
	}

	// If debug isn't set in LS, and we're in Electron, try to load $DEBUG
	if (!r && typeof process !== 'undefined' && 'env' in process) {
		r = process.env.DEBUG;
	}

	return r;
}

/**
 * Localstorage attempts to return the localstorage.
 *
 * This is necessary because safari throws
 * when a user disables cookies/localstorage
 * and you attempt to access it.
 *
 * @return {LocalStorage}
 * @api private
 */

function localstorage() {
	try {
		// TVMLKit (Apple TV JS Runtime) does not have a window object, just localStorage in the global context
		// The Browser also has localStorage in the global context.
		return localStorage;
	} catch (error) {
		// Swallow
		// XXX (@Qix-) should we be logging these?
	}
}

module.exports = __nccwpck_require__(897)(exports);

const {formatters} = module.exports;

/**
 * Map %j to `JSON.stringify()`, since no Web Inspectors do that by default.
 */

formatters.j = function (v) {
	try {
		return JSON.stringify(v);
	} catch (error) {
		return '[UnexpectedJSONParseError]: ' + error.message;
	}
};


/***/ }),

/***/ 897:
/***/ (function(module, __unused_webpack_exports, __nccwpck_require__) {


/**
 * This is the common logic for both the Node.js and web browser
 * implementations of `debug()`.
 */

function setup(env) {
	createDebug.debug = createDebug;
	createDebug.default = createDebug;
	createDebug.coerce = coerce;
	createDebug.disable = disable;
	createDebug.enable = enable;
	createDebug.enabled = enabled;
	createDebug.humanize = __nccwpck_require__(744);
	createDebug.destroy = destroy;

	Object.keys(env).forEach(key => {
		createDebug[key] = env[key];
	});

	/**
	* The currently active debug mode names, and names to skip.
	*/

	createDebug.names = [];
	createDebug.skips = [];

	/**
	* Map of special "%n" handling functions, for the debug "format" argument.
	*
	* Valid key names are a single, lower or upper-case letter, i.e. "n" and "N".
	*/
	createDebug.formatters = {};

	/**
	* Selects a color for a debug namespace
	* @param {String} namespace The namespace string for the debug instance to be colored
	* @return {Number|String} An ANSI color code for the given namespace
	* @api private
	*/
	function selectColor(namespace) {
		let hash = 0;

		for (let i = 0; i < namespace.length; i++) {
			hash = ((hash << 5) - hash) + namespace.charCodeAt(i);
			hash |= 0; // Convert to 32bit integer
		}

		return createDebug.colors[Math.abs(hash) % createDebug.colors.length];
	}
	createDebug.selectColor = selectColor;

	/**
	* Create a debugger with the given `namespace`.
	*
	* @param {String} namespace
	* @return {Function}
	* @api public
	*/
	function createDebug(namespace) {
		let prevTime;
		let enableOverride = null;
		let namespacesCache;
		let enabledCache;

		function debug(...args) {
			// Disabled?
			if (!debug.enabled) {
				return;
			}

			const self = debug;

			// Set `diff` timestamp
			const curr = Number(new Date());
			const ms = curr - (prevTime || curr);
			self.diff = ms;
			self.prev = prevTime;
			self.curr = curr;
			prevTime = curr;

			args[0] = createDebug.coerce(args[0]);

			if (typeof args[0] !== 'string') {
				// Anything else let's inspect with %O
				args.unshift('%O');
			}

			// Apply any `formatters` transformations
			let index = 0;
			args[0] = args[0].replace(/%([a-zA-Z%])/g, (match, format) => {
				// If we encounter an escaped % then don't increase the array index
				if (match === '%%') {
					return '%';
				}
				index++;
				const formatter = createDebug.formatters[format];
				if (typeof formatter === 'function') {
					const val = args[index];
					match = formatter.call(self, val);

					// Now we need to remove `args[index]` since it's inlined in the `format`
					args.splice(index, 1);
					index--;
				}
				return match;
			});

			// Apply env-specific formatting (colors, etc.)
			createDebug.formatArgs.call(self, args);

			const logFn = self.log || createDebug.log;
			logFn.apply(self, args);
		}

		debug.namespace = namespace;
		debug.useColors = createDebug.useColors();
		debug.color = createDebug.selectColor(namespace);
		debug.extend = extend;
		debug.destroy = createDebug.destroy; // XXX Temporary. Will be removed in the next major release.

		Object.defineProperty(debug, 'enabled', {
			enumerable: true,
			configurable: false,
			get: () => {
				if (enableOverride !== null) {
					return enableOverride;
				}
				if (namespacesCache !== createDebug.namespaces) {
					namespacesCache = createDebug.namespaces;
					enabledCache = createDebug.enabled(namespace);
				}

				return enabledCache;
			},
			set: v => {
				enableOverride = v;
			}
		});

		// Env-specific initialization logic for debug instances
		if (typeof createDebug.init === 'function') {
			createDebug.init(debug);
		}

		return debug;
	}

	function extend(namespace, delimiter) {
		const newDebug = createDebug(this.namespace + (typeof delimiter === 'undefined' ? ':' : delimiter) + namespace);
		newDebug.log = this.log;
		return newDebug;
	}

	/**
	* Enables a debug mode by namespaces. This can include modes
	* separated by a colon and wildcards.
	*
	* @param {String} namespaces
	* @api public
	*/
	function enable(namespaces) {
		createDebug.save(namespaces);
		createDebug.namespaces = namespaces;

		createDebug.names = [];
		createDebug.skips = [];

		const split = (typeof namespaces === 'string' ? namespaces : '')
			.trim()
			.replace(/\s+/g, ',')
			.split(',')
			.filter(Boolean);

		for (const ns of split) {
			if (ns[0] === '-') {
				createDebug.skips.push(ns.slice(1));
			} else {
				createDebug.names.push(ns);
			}
		}
	}

	/**
	 * Checks if the given string matches a namespace template, honoring
	 * asterisks as wildcards.
	 *
	 * @param {String} search
	 * @param {String} template
	 * @return {Boolean}
	 */
	function matchesTemplate(search, template) {
		let searchIndex = 0;
		let templateIndex = 0;
		let starIndex = -1;
		let matchIndex = 0;

		while (searchIndex < search.length) {
			if (templateIndex < template.length && (template[templateIndex] === search[searchIndex] || template[templateIndex] === '*')) {
				// Match character or proceed with wildcard
				if (template[templateIndex] === '*') {
					starIndex = templateIndex;
					matchIndex = searchIndex;
					templateIndex++; // Skip the '*'
				} else {
					searchIndex++;
					templateIndex++;
				}
			} else if (starIndex !== -1) { // eslint-disable-line no-negated-condition
				// Backtrack to the last '*' and try to match more characters
				templateIndex = starIndex + 1;
				matchIndex++;
				searchIndex = matchIndex;
			} else {
				return false; // No match
			}
		}

		// Handle trailing '*' in template
		while (templateIndex < template.length && template[templateIndex] === '*') {
			templateIndex++;
		}

		return templateIndex === template.length;
	}

	/**
	* Disable debug output.
	*
	* @return {String} namespaces
	* @api public
	*/
	function disable() {
		const namespaces = [
			...createDebug.names,
			...createDebug.skips.map(namespace => '-' + namespace)
		].join(',');
		createDebug.enable('');
		return namespaces;
	}

	/**
	* Returns true if the given mode name is enabled, false otherwise.
	*
	* @param {String} name
	* @return {Boolean}
	* @api public
	*/
	function enabled(name) {
		for (const skip of createDebug.skips) {
			if (matchesTemplate(name, skip)) {
				return false;
			}
		}

		for (const ns of createDebug.names) {
			if (matchesTemplate(name, ns)) {
				return true;
			}
		}

		return false;
	}

	/**
	* Coerce `val`.
	*
	* @param {Mixed} val
	* @return {Mixed}
	* @api private
	*/
	function coerce(val) {
		if (val instanceof Error) {
			return val.stack || val.message;
		}
		return val;
	}

	/**
	* XXX DO NOT USE. This is a temporary stub function.
	* XXX It WILL be removed in the next major release.
	*/
	function destroy() {
		console.warn('Instance method `debug.destroy()` is deprecated and no longer does anything. It will be removed in the next major version of `debug`.');
	}

	createDebug.enable(createDebug.load());

	return createDebug;
}

module.exports = setup;


/***/ }),

/***/ 830:
/***/ (function(module, __unused_webpack_exports, __nccwpck_require__) {

/**
 * Detect Electron renderer / nwjs process, which is node, but we should
 * treat as a browser.
 */

if (typeof process === 'undefined' || process.type === 'renderer' || process.browser === true || process.__nwjs) {
	module.exports = __nccwpck_require__(110);
} else {
	module.exports = __nccwpck_require__(108);
}


/***/ }),

/***/ 108:
/***/ (function(module, exports, __nccwpck_require__) {

/**
 * Module dependencies.
 */

const tty = __nccwpck_require__(18);
const util = __nccwpck_require__(23);

/**
 * This is the Node.js implementation of `debug()`.
 */

exports.init = init;
exports.log = log;
exports.formatArgs = formatArgs;
exports.save = save;
exports.load = load;
exports.useColors = useColors;
exports.destroy = util.deprecate(
	() => {},
	'Instance method `debug.destroy()` is deprecated and no longer does anything. It will be removed in the next major version of `debug`.'
);

/**
 * Colors.
 */

exports.colors = [6, 2, 3, 4, 5, 1];

try {
	// Optional dependency (as in, doesn't need to be installed, NOT like optionalDependencies in package.json)
	// eslint-disable-next-line import/no-extraneous-dependencies
	const supportsColor = __nccwpck_require__(450);

	if (supportsColor && (supportsColor.stderr || supportsColor).level >= 2) {
		exports.colors = [
			20,
			21,
			26,
			27,
			32,
			33,
			38,
			39,
			40,
			41,
			42,
			43,
			44,
			45,
			56,
			57,
			62,
			63,
			68,
			69,
			74,
			75,
			76,
			77,
			78,
			79,
			80,
			81,
			92,
			93,
			98,
			99,
			112,
			113,
			128,
			129,
			134,
			135,
			148,
			149,
			160,
			161,
			162,
			163,
			164,
			165,
			166,
			167,
			168,
			169,
			170,
			171,
			172,
			173,
			178,
			179,
			184,
			185,
			196,
			197,
			198,
			199,
			200,
			201,
			202,
			203,
			204,
			205,
			206,
			207,
			208,
			209,
			214,
			215,
			220,
			221
		];
	}
} catch (error) {
	// Swallow - we only care if `supports-color` is available; it doesn't have to be.
}

/**
 * Build up the default `inspectOpts` object from the environment variables.
 *
 *   $ DEBUG_COLORS=no DEBUG_DEPTH=10 DEBUG_SHOW_HIDDEN=enabled node script.js
 */

exports.inspectOpts = Object.keys(process.env).filter(key => {
	return /^debug_/i.test(key);
}).reduce((obj, key) => {
	// Camel-case
	const prop = key
		.substring(6)
		.toLowerCase()
		.replace(/_([a-z])/g, (_, k) => {
			return k.toUpperCase();
		});

	// Coerce string value into JS value
	let val = process.env[key];
	if (/^(yes|on|true|enabled)$/i.test(val)) {
		val = true;
	} else if (/^(no|off|false|disabled)$/i.test(val)) {
		val = false;
	} else if (val === 'null') {
		val = null;
	} else {
		val = Number(val);
	}

	obj[prop] = val;
	return obj;
}, {});

/**
 * Is stdout a TTY? Colored output is enabled when `true`.
 */

function useColors() {
	return 'colors' in exports.inspectOpts ?
		Boolean(exports.inspectOpts.colors) :
		tty.isatty(process.stderr.fd);
}

/**
 * Adds ANSI color escape codes if enabled.
 *
 * @api public
 */

function formatArgs(args) {
	const {namespace: name, useColors} = this;

	if (useColors) {
		const c = this.color;
		const colorCode = '\u001B[3' + (c < 8 ? c : '8;5;' + c);
		const prefix = `  ${colorCode};1m${name} \u001B[0m`;

		args[0] = prefix + args[0].split('\n').join('\n' + prefix);
		args.push(colorCode + 'm+' + module.exports.humanize(this.diff) + '\u001B[0m');
	} else {
		args[0] = getDate() + name + ' ' + args[0];
	}
}

function getDate() {
	if (exports.inspectOpts.hideDate) {
		return '';
	}
	return new Date().toISOString() + ' ';
}

/**
 * Invokes `util.formatWithOptions()` with the specified arguments and writes to stderr.
 */

function log(...args) {
	return process.stderr.write(util.formatWithOptions(exports.inspectOpts, ...args) + '\n');
}

/**
 * Save `namespaces`.
 *
 * @param {String} namespaces
 * @api private
 */
function save(namespaces) {
	if (namespaces) {
		process.env.DEBUG = namespaces;
	} else {
		// If you set a process.env field to null or undefined, it gets cast to the
		// string 'null' or 'undefined'. Just delete instead.
		delete process.env.DEBUG;
	}
}

/**
 * Load `namespaces`.
 *
 * @return {String} returns the previously persisted debug modes
 * @api private
 */

function load() {
	return process.env.DEBUG;
}

/**
 * Init logic for `debug` instances.
 *
 * Create a new `inspectOpts` object in case `useColors` is set
 * differently for a particular `debug` instance.
 */

function init(debug) {
	debug.inspectOpts = {};

	const keys = Object.keys(exports.inspectOpts);
	for (let i = 0; i < keys.length; i++) {
		debug.inspectOpts[keys[i]] = exports.inspectOpts[keys[i]];
	}
}

module.exports = __nccwpck_require__(897)(exports);

const {formatters} = module.exports;

/**
 * Map %o to `util.inspect()`, all on a single line.
 */

formatters.o = function (v) {
	this.inspectOpts.colors = this.useColors;
	return util.inspect(v, this.inspectOpts)
		.split('\n')
		.map(str => str.trim())
		.join(' ');
};

/**
 * Map %O to `util.inspect()`, allowing multiple lines if needed.
 */

formatters.O = function (v) {
	this.inspectOpts.colors = this.useColors;
	return util.inspect(v, this.inspectOpts);
};


/***/ }),

/***/ 813:
/***/ (function(module) {


module.exports = (flag, argv) => {
	argv = argv || process.argv;
	const prefix = flag.startsWith('-') ? '' : (flag.length === 1 ? '-' : '--');
	const pos = argv.indexOf(prefix + flag);
	const terminatorPos = argv.indexOf('--');
	return pos !== -1 && (terminatorPos === -1 ? true : pos < terminatorPos);
};


/***/ }),

/***/ 970:
/***/ (function(__unused_webpack_module, exports, __nccwpck_require__) {


var __createBinding = (this && this.__createBinding) || (Object.create ? (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    var desc = Object.getOwnPropertyDescriptor(m, k);
    if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
      desc = { enumerable: true, get: function() { return m[k]; } };
    }
    Object.defineProperty(o, k2, desc);
}) : (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    o[k2] = m[k];
}));
var __setModuleDefault = (this && this.__setModuleDefault) || (Object.create ? (function(o, v) {
    Object.defineProperty(o, "default", { enumerable: true, value: v });
}) : function(o, v) {
    o["default"] = v;
});
var __importStar = (this && this.__importStar) || function (mod) {
    if (mod && mod.__esModule) return mod;
    var result = {};
    if (mod != null) for (var k in mod) if (k !== "default" && Object.prototype.hasOwnProperty.call(mod, k)) __createBinding(result, mod, k);
    __setModuleDefault(result, mod);
    return result;
};
var __importDefault = (this && this.__importDefault) || function (mod) {
    return (mod && mod.__esModule) ? mod : { "default": mod };
};
Object.defineProperty(exports, "__esModule", ({ value: true }));
exports.HttpProxyAgent = void 0;
const net = __importStar(__nccwpck_require__(278));
const tls = __importStar(__nccwpck_require__(756));
const debug_1 = __importDefault(__nccwpck_require__(830));
const events_1 = __nccwpck_require__(434);
const agent_base_1 = __nccwpck_require__(894);
const url_1 = __nccwpck_require__(16);
const debug = (0, debug_1.default)('http-proxy-agent');
/**
 * The `HttpProxyAgent` implements an HTTP Agent subclass that connects
 * to the specified "HTTP proxy server" in order to proxy HTTP requests.
 */
class HttpProxyAgent extends agent_base_1.Agent {
    constructor(proxy, opts) {
        super(opts);
        this.proxy = typeof proxy === 'string' ? new url_1.URL(proxy) : proxy;
        this.proxyHeaders = opts?.headers ?? {};
        debug('Creating new HttpProxyAgent instance: %o', this.proxy.href);
        // Trim off the brackets from IPv6 addresses
        const host = (this.proxy.hostname || this.proxy.host).replace(/^\[|\]$/g, '');
        const port = this.proxy.port
            ? parseInt(this.proxy.port, 10)
            : this.proxy.protocol === 'https:'
                ? 443
                : 80;
        this.connectOpts = {
            ...(opts ? omit(opts, 'headers') : null),
            host,
            port,
        };
    }
    addRequest(req, opts) {
        req._header = null;
        this.setRequestProps(req, opts);
        // @ts-expect-error `addRequest()` isn't defined in `@types/node`
        super.addRequest(req, opts);
    }
    setRequestProps(req, opts) {
        const { proxy } = this;
        const protocol = opts.secureEndpoint ? 'https:' : 'http:';
        const hostname = req.getHeader('host') || 'localhost';
        const base = `${protocol}//${hostname}`;
        const url = new url_1.URL(req.path, base);
        if (opts.port !== 80) {
            url.port = String(opts.port);
        }
        // Change the `http.ClientRequest` instance's "path" field
        // to the absolute path of the URL that will be requested.
        req.path = String(url);
        // Inject the `Proxy-Authorization` header if necessary.
        const headers = typeof this.proxyHeaders === 'function'
            ? this.proxyHeaders()
            : { ...this.proxyHeaders };
        if (proxy.username || proxy.password) {
            const auth = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
            headers['Proxy-Authorization'] = `Basic ${Buffer.from(auth).toString('base64')}`;
        }
        if (!headers['Proxy-Connection']) {
            headers['Proxy-Connection'] = this.keepAlive
                ? 'Keep-Alive'
                : 'close';
        }
        for (const name of Object.keys(headers)) {
            const value = headers[name];
            if (value) {
                req.setHeader(name, value);
            }
        }
    }
    async connect(req, opts) {
        req._header = null;
        if (!req.path.includes('://')) {
            this.setRequestProps(req, opts);
        }
        // At this point, the http ClientRequest's internal `_header` field
        // might have already been set. If this is the case then we'll need
        // to re-generate the string since we just changed the `req.path`.
        let first;
        let endOfHeaders;
        debug('Regenerating stored HTTP header string for request');
        req._implicitHeader();
        if (req.outputData && req.outputData.length > 0) {
            debug('Patching connection write() output buffer with updated header');
            first = req.outputData[0].data;
            endOfHeaders = first.indexOf('\r\n\r\n') + 4;
            req.outputData[0].data =
                req._header + first.substring(endOfHeaders);
            debug('Output buffer: %o', req.outputData[0].data);
        }
        // Create a socket connection to the proxy server.
        let socket;
        if (this.proxy.protocol === 'https:') {
            debug('Creating `tls.Socket`: %o', this.connectOpts);
            socket = tls.connect(this.connectOpts);
        }
        else {
            debug('Creating `net.Socket`: %o', this.connectOpts);
            socket = net.connect(this.connectOpts);
        }
        // Wait for the socket's `connect` event, so that this `callback()`
        // function throws instead of the `http` request machinery. This is
        // important for i.e. `PacProxyAgent` which determines a failed proxy
        // connection via the `callback()` function throwing.
        await (0, events_1.once)(socket, 'connect');
        return socket;
    }
}
HttpProxyAgent.protocols = ['http', 'https'];
exports.HttpProxyAgent = HttpProxyAgent;
function omit(obj, ...keys) {
    const ret = {};
    let key;
    for (key in obj) {
        if (!keys.includes(key)) {
            ret[key] = obj[key];
        }
    }
    return ret;
}
//# sourceMappingURL=index.js.map

/***/ }),

/***/ 669:
/***/ (function(__unused_webpack_module, exports, __nccwpck_require__) {


var __createBinding = (this && this.__createBinding) || (Object.create ? (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    var desc = Object.getOwnPropertyDescriptor(m, k);
    if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
      desc = { enumerable: true, get: function() { return m[k]; } };
    }
    Object.defineProperty(o, k2, desc);
}) : (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    o[k2] = m[k];
}));
var __setModuleDefault = (this && this.__setModuleDefault) || (Object.create ? (function(o, v) {
    Object.defineProperty(o, "default", { enumerable: true, value: v });
}) : function(o, v) {
    o["default"] = v;
});
var __importStar = (this && this.__importStar) || function (mod) {
    if (mod && mod.__esModule) return mod;
    var result = {};
    if (mod != null) for (var k in mod) if (k !== "default" && Object.prototype.hasOwnProperty.call(mod, k)) __createBinding(result, mod, k);
    __setModuleDefault(result, mod);
    return result;
};
var __importDefault = (this && this.__importDefault) || function (mod) {
    return (mod && mod.__esModule) ? mod : { "default": mod };
};
Object.defineProperty(exports, "__esModule", ({ value: true }));
exports.HttpsProxyAgent = void 0;
const net = __importStar(__nccwpck_require__(278));
const tls = __importStar(__nccwpck_require__(756));
const assert_1 = __importDefault(__nccwpck_require__(613));
const debug_1 = __importDefault(__nccwpck_require__(830));
const agent_base_1 = __nccwpck_require__(894);
const url_1 = __nccwpck_require__(16);
const parse_proxy_response_1 = __nccwpck_require__(943);
const debug = (0, debug_1.default)('https-proxy-agent');
const setServernameFromNonIpHost = (options) => {
    if (options.servername === undefined &&
        options.host &&
        !net.isIP(options.host)) {
        return {
            ...options,
            servername: options.host,
        };
    }
    return options;
};
/**
 * The `HttpsProxyAgent` implements an HTTP Agent subclass that connects to
 * the specified "HTTP(s) proxy server" in order to proxy HTTPS requests.
 *
 * Outgoing HTTP requests are first tunneled through the proxy server using the
 * `CONNECT` HTTP request method to establish a connection to the proxy server,
 * and then the proxy server connects to the destination target and issues the
 * HTTP request from the proxy server.
 *
 * `https:` requests have their socket connection upgraded to TLS once
 * the connection to the proxy server has been established.
 */
class HttpsProxyAgent extends agent_base_1.Agent {
    constructor(proxy, opts) {
        super(opts);
        this.options = { path: undefined };
        this.proxy = typeof proxy === 'string' ? new url_1.URL(proxy) : proxy;
        this.proxyHeaders = opts?.headers ?? {};
        debug('Creating new HttpsProxyAgent instance: %o', this.proxy.href);
        // Trim off the brackets from IPv6 addresses
        const host = (this.proxy.hostname || this.proxy.host).replace(/^\[|\]$/g, '');
        const port = this.proxy.port
            ? parseInt(this.proxy.port, 10)
            : this.proxy.protocol === 'https:'
                ? 443
                : 80;
        this.connectOpts = {
            // Attempt to negotiate http/1.1 for proxy servers that support http/2
            ALPNProtocols: ['http/1.1'],
            ...(opts ? omit(opts, 'headers') : null),
            host,
            port,
        };
    }
    /**
     * Called when the node-core HTTP client library is creating a
     * new HTTP request.
     */
    async connect(req, opts) {
        const { proxy } = this;
        if (!opts.host) {
            throw new TypeError('No "host" provided');
        }
        // Create a socket connection to the proxy server.
        let socket;
        if (proxy.protocol === 'https:') {
            debug('Creating `tls.Socket`: %o', this.connectOpts);
            socket = tls.connect(setServernameFromNonIpHost(this.connectOpts));
        }
        else {
            debug('Creating `net.Socket`: %o', this.connectOpts);
            socket = net.connect(this.connectOpts);
        }
        const headers = typeof this.proxyHeaders === 'function'
            ? this.proxyHeaders()
            : { ...this.proxyHeaders };
        const host = net.isIPv6(opts.host) ? `[${opts.host}]` : opts.host;
        let payload = `CONNECT ${host}:${opts.port} HTTP/1.1\r\n`;
        // Inject the `Proxy-Authorization` header if necessary.
        if (proxy.username || proxy.password) {
            const auth = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
            headers['Proxy-Authorization'] = `Basic ${Buffer.from(auth).toString('base64')}`;
        }
        headers.Host = `${host}:${opts.port}`;
        if (!headers['Proxy-Connection']) {
            headers['Proxy-Connection'] = this.keepAlive
                ? 'Keep-Alive'
                : 'close';
        }
        for (const name of Object.keys(headers)) {
            payload += `${name}: ${headers[name]}\r\n`;
        }
        const proxyResponsePromise = (0, parse_proxy_response_1.parseProxyResponse)(socket);
        socket.write(`${payload}\r\n`);
        const { connect, buffered } = await proxyResponsePromise;
        req.emit('proxyConnect', connect);
        this.emit('proxyConnect', connect, req);
        if (connect.statusCode === 200) {
            req.once('socket', resume);
            if (opts.secureEndpoint) {
                // The proxy is connecting to a TLS server, so upgrade
                // this socket connection to a TLS connection.
                debug('Upgrading socket connection to TLS');
                return tls.connect({
                    ...omit(setServernameFromNonIpHost(opts), 'host', 'path', 'port'),
                    socket,
                });
            }
            return socket;
        }
        // Some other status code that's not 200... need to re-play the HTTP
        // header "data" events onto the socket once the HTTP machinery is
        // attached so that the node core `http` can parse and handle the
        // error status code.
        // Close the original socket, and a new "fake" socket is returned
        // instead, so that the proxy doesn't get the HTTP request
        // written to it (which may contain `Authorization` headers or other
        // sensitive data).
        //
        // See: https://hackerone.com/reports/541502
        socket.destroy();
        const fakeSocket = new net.Socket({ writable: false });
        fakeSocket.readable = true;
        // Need to wait for the "socket" event to re-play the "data" events.
        req.once('socket', (s) => {
            debug('Replaying proxy buffer for failed request');
            (0, assert_1.default)(s.listenerCount('data') > 0);
            // Replay the "buffered" Buffer onto the fake `socket`, since at
            // this point the HTTP module machinery has been hooked up for
            // the user.
            s.push(buffered);
            s.push(null);
        });
        return fakeSocket;
    }
}
HttpsProxyAgent.protocols = ['http', 'https'];
exports.HttpsProxyAgent = HttpsProxyAgent;
function resume(socket) {
    socket.resume();
}
function omit(obj, ...keys) {
    const ret = {};
    let key;
    for (key in obj) {
        if (!keys.includes(key)) {
            ret[key] = obj[key];
        }
    }
    return ret;
}
//# sourceMappingURL=index.js.map

/***/ }),

/***/ 943:
/***/ (function(__unused_webpack_module, exports, __nccwpck_require__) {


var __importDefault = (this && this.__importDefault) || function (mod) {
    return (mod && mod.__esModule) ? mod : { "default": mod };
};
Object.defineProperty(exports, "__esModule", ({ value: true }));
exports.parseProxyResponse = void 0;
const debug_1 = __importDefault(__nccwpck_require__(830));
const debug = (0, debug_1.default)('https-proxy-agent:parse-proxy-response');
function parseProxyResponse(socket) {
    return new Promise((resolve, reject) => {
        // we need to buffer any HTTP traffic that happens with the proxy before we get
        // the CONNECT response, so that if the response is anything other than an "200"
        // response code, then we can re-play the "data" events on the socket once the
        // HTTP parser is hooked up...
        let buffersLength = 0;
        const buffers = [];
        function read() {
            const b = socket.read();
            if (b)
                ondata(b);
            else
                socket.once('readable', read);
        }
        function cleanup() {
            socket.removeListener('end', onend);
            socket.removeListener('error', onerror);
            socket.removeListener('readable', read);
        }
        function onend() {
            cleanup();
            debug('onend');
            reject(new Error('Proxy connection ended before receiving CONNECT response'));
        }
        function onerror(err) {
            cleanup();
            debug('onerror %o', err);
            reject(err);
        }
        function ondata(b) {
            buffers.push(b);
            buffersLength += b.length;
            const buffered = Buffer.concat(buffers, buffersLength);
            const endOfHeaders = buffered.indexOf('\r\n\r\n');
            if (endOfHeaders === -1) {
                // keep buffering
                debug('have not received end of HTTP headers yet...');
                read();
                return;
            }
            const headerParts = buffered
                .slice(0, endOfHeaders)
                .toString('ascii')
                .split('\r\n');
            const firstLine = headerParts.shift();
            if (!firstLine) {
                socket.destroy();
                return reject(new Error('No header received from proxy CONNECT response'));
            }
            const firstLineParts = firstLine.split(' ');
            const statusCode = +firstLineParts[1];
            const statusText = firstLineParts.slice(2).join(' ');
            const headers = {};
            for (const header of headerParts) {
                if (!header)
                    continue;
                const firstColon = header.indexOf(':');
                if (firstColon === -1) {
                    socket.destroy();
                    return reject(new Error(`Invalid header from proxy CONNECT response: "${header}"`));
                }
                const key = header.slice(0, firstColon).toLowerCase();
                const value = header.slice(firstColon + 1).trimStart();
                const current = headers[key];
                if (typeof current === 'string') {
                    headers[key] = [current, value];
                }
                else if (Array.isArray(current)) {
                    current.push(value);
                }
                else {
                    headers[key] = value;
                }
            }
            debug('got proxy server response: %o %o', firstLine, headers);
            cleanup();
            resolve({
                connect: {
                    statusCode,
                    statusText,
                    headers,
                },
                buffered,
            });
        }
        socket.on('error', onerror);
        socket.on('end', onend);
        read();
    });
}
exports.parseProxyResponse = parseProxyResponse;
//# sourceMappingURL=parse-proxy-response.js.map

/***/ }),

/***/ 744:
/***/ (function(module) {

/**
 * Helpers.
 */

var s = 1000;
var m = s * 60;
var h = m * 60;
var d = h * 24;
var w = d * 7;
var y = d * 365.25;

/**
 * Parse or format the given `val`.
 *
 * Options:
 *
 *  - `long` verbose formatting [false]
 *
 * @param {String|Number} val
 * @param {Object} [options]
 * @throws {Error} throw an error if val is not a non-empty string or a number
 * @return {String|Number}
 * @api public
 */

module.exports = function (val, options) {
  options = options || {};
  var type = typeof val;
  if (type === 'string' && val.length > 0) {
    return parse(val);
  } else if (type === 'number' && isFinite(val)) {
    return options.long ? fmtLong(val) : fmtShort(val);
  }
  throw new Error(
    'val is not a non-empty string or a valid number. val=' +
      JSON.stringify(val)
  );
};

/**
 * Parse the given `str` and return milliseconds.
 *
 * @param {String} str
 * @return {Number}
 * @api private
 */

function parse(str) {
  str = String(str);
  if (str.length > 100) {
    return;
  }
  var match = /^(-?(?:\d+)?\.?\d+) *(milliseconds?|msecs?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w|years?|yrs?|y)?$/i.exec(
    str
  );
  if (!match) {
    return;
  }
  var n = parseFloat(match[1]);
  var type = (match[2] || 'ms').toLowerCase();
  switch (type) {
    case 'years':
    case 'year':
    case 'yrs':
    case 'yr':
    case 'y':
      return n * y;
    case 'weeks':
    case 'week':
    case 'w':
      return n * w;
    case 'days':
    case 'day':
    case 'd':
      return n * d;
    case 'hours':
    case 'hour':
    case 'hrs':
    case 'hr':
    case 'h':
      return n * h;
    case 'minutes':
    case 'minute':
    case 'mins':
    case 'min':
    case 'm':
      return n * m;
    case 'seconds':
    case 'second':
    case 'secs':
    case 'sec':
    case 's':
      return n * s;
    case 'milliseconds':
    case 'millisecond':
    case 'msecs':
    case 'msec':
    case 'ms':
      return n;
    default:
      return undefined;
  }
}

/**
 * Short format for `ms`.
 *
 * @param {Number} ms
 * @return {String}
 * @api private
 */

function fmtShort(ms) {
  var msAbs = Math.abs(ms);
  if (msAbs >= d) {
    return Math.round(ms / d) + 'd';
  }
  if (msAbs >= h) {
    return Math.round(ms / h) + 'h';
  }
  if (msAbs >= m) {
    return Math.round(ms / m) + 'm';
  }
  if (msAbs >= s) {
    return Math.round(ms / s) + 's';
  }
  return ms + 'ms';
}

/**
 * Long format for `ms`.
 *
 * @param {Number} ms
 * @return {String}
 * @api private
 */

function fmtLong(ms) {
  var msAbs = Math.abs(ms);
  if (msAbs >= d) {
    return plural(ms, msAbs, d, 'day');
  }
  if (msAbs >= h) {
    return plural(ms, msAbs, h, 'hour');
  }
  if (msAbs >= m) {
    return plural(ms, msAbs, m, 'minute');
  }
  if (msAbs >= s) {
    return plural(ms, msAbs, s, 'second');
  }
  return ms + ' ms';
}

/**
 * Pluralization helper.
 */

function plural(ms, msAbs, n, name) {
  var isPlural = msAbs >= n * 1.5;
  return Math.round(ms / n) + ' ' + name + (isPlural ? 's' : '');
}


/***/ }),

/***/ 450:
/***/ (function(module, __unused_webpack_exports, __nccwpck_require__) {


const os = __nccwpck_require__(857);
const hasFlag = __nccwpck_require__(813);

const env = process.env;

let forceColor;
if (hasFlag('no-color') ||
	hasFlag('no-colors') ||
	hasFlag('color=false')) {
	forceColor = false;
} else if (hasFlag('color') ||
	hasFlag('colors') ||
	hasFlag('color=true') ||
	hasFlag('color=always')) {
	forceColor = true;
}
if ('FORCE_COLOR' in env) {
	forceColor = env.FORCE_COLOR.length === 0 || parseInt(env.FORCE_COLOR, 10) !== 0;
}

function translateLevel(level) {
	if (level === 0) {
		return false;
	}

	return {
		level,
		hasBasic: true,
		has256: level >= 2,
		has16m: level >= 3
	};
}

function supportsColor(stream) {
	if (forceColor === false) {
		return 0;
	}

	if (hasFlag('color=16m') ||
		hasFlag('color=full') ||
		hasFlag('color=truecolor')) {
		return 3;
	}

	if (hasFlag('color=256')) {
		return 2;
	}

	if (stream && !stream.isTTY && forceColor !== true) {
		return 0;
	}

	const min = forceColor ? 1 : 0;

	if (process.platform === 'win32') {
		// Node.js 7.5.0 is the first version of Node.js to include a patch to
		// libuv that enables 256 color output on Windows. Anything earlier and it
		// won't work. However, here we target Node.js 8 at minimum as it is an LTS
		// release, and Node.js 7 is not. Windows 10 build 10586 is the first Windows
		// release that supports 256 colors. Windows 10 build 14931 is the first release
		// that supports 16m/TrueColor.
		const osRelease = os.release().split('.');
		if (
			Number(process.versions.node.split('.')[0]) >= 8 &&
			Number(osRelease[0]) >= 10 &&
			Number(osRelease[2]) >= 10586
		) {
			return Number(osRelease[2]) >= 14931 ? 3 : 2;
		}

		return 1;
	}

	if ('CI' in env) {
		if (['TRAVIS', 'CIRCLECI', 'APPVEYOR', 'GITLAB_CI'].some(sign => sign in env) || env.CI_NAME === 'codeship') {
			return 1;
		}

		return min;
	}

	if ('TEAMCITY_VERSION' in env) {
		return /^(9\.(0*[1-9]\d*)\.|\d{2,}\.)/.test(env.TEAMCITY_VERSION) ? 1 : 0;
	}

	if (env.COLORTERM === 'truecolor') {
		return 3;
	}

	if ('TERM_PROGRAM' in env) {
		const version = parseInt((env.TERM_PROGRAM_VERSION || '').split('.')[0], 10);

		switch (env.TERM_PROGRAM) {
			case 'iTerm.app':
				return version >= 3 ? 3 : 2;
			case 'Apple_Terminal':
				return 2;
			// No default
		}
	}

	if (/-256(color)?$/i.test(env.TERM)) {
		return 2;
	}

	if (/^screen|^xterm|^vt100|^vt220|^rxvt|color|ansi|cygwin|linux/i.test(env.TERM)) {
		return 1;
	}

	if ('COLORTERM' in env) {
		return 1;
	}

	if (env.TERM === 'dumb') {
		return min;
	}

	return min;
}

function getSupportLevel(stream) {
	const level = supportsColor(stream);
	return translateLevel(level);
}

module.exports = {
	supportsColor: getSupportLevel,
	stdout: getSupportLevel(process.stdout),
	stderr: getSupportLevel(process.stderr)
};


/***/ }),

/***/ 613:
/***/ (function(module) {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 434:
/***/ (function(module) {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 611:
/***/ (function(module) {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 692:
/***/ (function(module) {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 278:
/***/ (function(module) {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 857:
/***/ (function(module) {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 756:
/***/ (function(module) {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 18:
/***/ (function(module) {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tty");

/***/ }),

/***/ 16:
/***/ (function(module) {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("url");

/***/ }),

/***/ 23:
/***/ (function(module) {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/************************************************************************/
var __webpack_exports__ = {};

;// CONCATENATED MODULE: external "node:process"
const external_node_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:process");
;// CONCATENATED MODULE: external "node:stream/consumers"
const consumers_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream/consumers");
;// CONCATENATED MODULE: ./lib/errors.js
/**
 * The three ways in which a build can end badly. Whoever catches one either handles it or rethrows it with its cause,
 * never both.
 */
/** The Dockerfile, an input or a command of the user's is at fault. Exit code 1; no stack is shown. */
class errors_UserError extends Error {
    name = 'UserError';
    location;
    excerpt;
    details;
    hint;
    constructor(message, details = {}) {
        super(message, details.cause === undefined ? undefined : { cause: details.cause });
        this.location = details.location;
        this.excerpt = details.excerpt;
        this.details = details.details;
        this.hint = details.hint;
    }
}
/** The command of a RUN ended with another code than 0. */
class CommandFailed extends (/* unused pure expression or super */ null && (errors_UserError)) {
}
/** A registry, a cache service, the disk or a missing runtime is at fault. Exit code 69. */
class errors_InfraError extends Error {
    name = 'InfraError';
    retryable;
    attempts;
    url;
    location;
    excerpt;
    hint;
    constructor(message, details = {}) {
        super(message, details.cause === undefined ? undefined : { cause: details.cause });
        this.retryable = details.retryable ?? false;
        this.attempts = details.attempts ?? 1;
        this.url = details.url;
        this.location = details.location;
        this.excerpt = details.excerpt;
        this.hint = details.hint;
    }
}
/** Bytes from a location do not match their digest or size: they are damaged there, or stored under the wrong name. */
class WrongContent extends errors_InfraError {
}
/** An invariant of our own broke. Exit code 70; stack and version are shown. */
class errors_EngineBug extends Error {
    name = 'EngineBug';
}
/** The words of whatever was thrown. */
function messageOf(error) {
    return error instanceof Error ? error.message : String(error);
}
/** What the system calls an error, such as ENOENT; undefined for an error that is not the system's. */
function errors_errorCode(error) {
    return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
/** Marks a branch that the types say cannot be reached. */
function unreachable(value) {
    throw new errors_EngineBug(`unreachable: ${JSON.stringify(value)}`);
}

;// CONCATENATED MODULE: ./lib/text/sanitize-line.js
/**
 * Makes foreign text (file names, instructions, messages) safe to show on one line: control characters, and marks that change
 * the direction of writing, become visible escapes. The text cannot start a new line or hide a part of itself.
 */
function oneLine(text) {
    return text.replace(UNSEEN, (character) => {
        if (character === '\n')
            return '\\n';
        if (character === '\r')
            return '\\r';
        if (character === '\t')
            return ' ';
        const code = character.codePointAt(0) ?? 0;
        return `\\u{${code.toString(16)}}`;
    });
}
const UNSEEN = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
/** At most `limit` characters of `text`, an ellipsis included; never half of a surrogate pair. */
function shorten(text, limit) {
    if (text.length <= limit)
        return text;
    return `${text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

;// CONCATENATED MODULE: ./lib/json/json-error.js

/** A text is not the JSON that it should be. Messages are made to follow a name: `NAME: it is not JSON`. */
class JsonError extends Error {
    name = 'JsonError';
    /** Like the message, but without any content of the text, which may have secrets. */
    reason;
    /** @param evidence a part of the text, or what the parser says about it */
    constructor(reason, evidence, cause) {
        const message = evidence === undefined ? reason : `${reason}: ${shorten(oneLine(evidence), 200)}`;
        super(message, cause === undefined ? undefined : { cause });
        this.reason = reason;
    }
}
/** A value in a JSON document is not what is expected at its position. */
class json_error_DecodeError extends JsonError {
    name = 'DecodeError';
    #expected;
    #value;
    #path;
    /** @param expected what the value should be, as in `should be an integer`; a value of `undefined` is a missing one */
    constructor(expected, value, path = []) {
        const where = path.length === 0 ? 'the document' : formatPath(path);
        const reason = value === undefined ? `${where} is missing` : `${where} should be ${expected}`;
        super(reason);
        if (value !== undefined)
            this.message = `${reason}, but is ${shown(value)}`;
        this.#expected = expected;
        this.#value = value;
        this.#path = path;
    }
    /** The same error for the value around this one: `step` is added to the path. */
    below(step) {
        return new json_error_DecodeError(this.#expected, this.#value, [step, ...this.#path]);
    }
}
/** `layers[0].annotations["org.example.name"]`. */
function formatPath(path) {
    return path
        .map((step, index) => {
        if (typeof step === 'number')
            return `[${step}]`;
        if (!/^[A-Za-z_$][\w$-]*$/.test(step))
            return `[${quoted(step)}]`;
        return index === 0 ? step : `.${step}`;
    })
        .join('');
}
/** Only the kind of arrays and objects is shown: they may be large, or too deep for a recursive encoder. */
function shown(value) {
    if (typeof value === 'string')
        return quoted(value);
    if (Array.isArray(value))
        return 'an array';
    return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
function quoted(text) {
    return oneLine(JSON.stringify(shorten(text, 80)));
}

;// CONCATENATED MODULE: ./lib/json/decoder.js

/** As it is. */
const anything = (value) => value;
const string = (value) => {
    if (typeof value !== 'string')
        throw new json_error_DecodeError('a string', value);
    return value;
};
function stringUpTo(maxLength) {
    return refine(string, (text) => text.length <= maxLength, `a string of at most ${maxLength} characters`);
}
/** @param expected what the string is then, for messages: `a commit` */
function stringMatching(pattern, expected) {
    return refine(string, (text) => pattern.test(text), expected);
}
const UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;
/** ISO 8601, in UTC. */
const utcTime = refine(string, (text) => UTC.test(text) && !Number.isNaN(Date.parse(text)), 'a time in UTC');
const decoder_boolean = (value) => {
    if (typeof value !== 'boolean')
        throw new json_error_DecodeError('true or false', value);
    return value;
};
const number = (value) => {
    if (typeof value !== 'number' || !Number.isFinite(value))
        throw new json_error_DecodeError('a number', value);
    return value;
};
/** An integer that a double holds exactly. */
const integer = (value) => {
    if (typeof value !== 'number' || !Number.isSafeInteger(value))
        throw new json_error_DecodeError('an integer', value);
    return value;
};
const nonNegative = refine(number, (value) => value >= 0, 'a number that is not negative');
/** From 0 to 1. */
const share = refine(nonNegative, (value) => value <= 1, 'a number from 0 to 1');
/** A number of bytes or entries. */
const nonNegativeInteger = refine(integer, (value) => value >= 0, 'an integer that is not negative');
/** The number of a line or a step. */
const positiveInteger = refine(integer, (value) => value >= 1, 'an integer from 1');
function oneOf(...allowed) {
    const expected = allowed.map((item) => JSON.stringify(item)).join(' or ');
    return (value) => {
        const found = allowed.find((item) => item === value);
        if (found === undefined)
            throw new json_error_DecodeError(expected, value);
        return found;
    };
}
function refine(decoder, test, expected) {
    return (value) => {
        const decoded = decoder(value);
        if (!test(decoded))
            throw new json_error_DecodeError(expected, value);
        return decoded;
    };
}

;// CONCATENATED MODULE: ./lib/json/check-structure.js

/**
 * The most levels of nested arrays and objects. No document that we read has ten. The parser takes seconds for a million
 * levels, and to encode such a value again overflows the stack at some thousands.
 */
const MAX_DEPTH = 1000;
const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
/**
 * Refuses texts that `JSON.parse` accepts but that other parsers may read differently: unlimited nesting, a key twice in one
 * object, a number that a double cannot hold. Whether the text is JSON at all is left to the parser.
 *
 * @throws JsonError
 */
function checkStructure(text, duplicateKeys) {
    /** The keys so far of each open object, innermost last; `undefined` for an array. */
    const open = [];
    let keys;
    let keyIsNext = false;
    for (let at = 0; at < text.length; at++) {
        switch (text.charCodeAt(at)) {
            case QUOTE: {
                const end = endOfString(text, at);
                if (keyIsNext && keys !== undefined)
                    addKey(keys, text.slice(at, end), duplicateKeys);
                keyIsNext = false;
                at = end - 1;
                break;
            }
            case OPEN_OBJECT:
            case OPEN_ARRAY:
                if (open.length === MAX_DEPTH)
                    throw new JsonError(`it is nested more than ${MAX_DEPTH} levels deep`);
                keyIsNext = text.charCodeAt(at) === OPEN_OBJECT;
                keys = keyIsNext ? new Set() : undefined;
                open.push(keys);
                break;
            case CLOSE_OBJECT:
            case CLOSE_ARRAY:
                open.pop();
                keys = open.at(-1);
                keyIsNext = false;
                break;
            case COMMA:
                keyIsNext = keys !== undefined;
                break;
            default:
                if (isDigit(text.charCodeAt(at)))
                    at = checkNumber(text, at) - 1;
        }
    }
}
/** @returns the position behind the closing quote */
function endOfString(text, start) {
    for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
        let before = end;
        while (text.charCodeAt(before - 1) === BACKSLASH)
            before--;
        if ((end - before) % 2 === 0)
            return end + 1;
    }
    return text.length;
}
/** @param quoted the key as it is written: `"a"` and `"\u0061"` are the same one */
function addKey(keys, quoted, duplicateKeys) {
    const key = quoted.includes('\\') ? unescaped(quoted) : quoted.slice(1, -1);
    if (duplicateKeys === 'refused' && keys.has(key))
        throw new JsonError('it has a key twice in one object', JSON.stringify(key));
    keys.add(key);
}
function unescaped(quoted) {
    try {
        return String(JSON.parse(quoted));
    }
    catch {
        // The parser will say what is wrong with it.
        return quoted;
    }
}
const NUMBER = /[\d.eE+-]+/y;
/** @returns the position behind the number */
function checkNumber(text, start) {
    NUMBER.lastIndex = start;
    const number = NUMBER.exec(text)?.[0] ?? '';
    if (Number(number) === Infinity)
        throw new JsonError('it has a number that is too large', number);
    return start + number.length;
}
function isDigit(code) {
    return code >= 0x30 && code <= 0x39;
}

;// CONCATENATED MODULE: ./lib/json/parse-json.js



const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const BYTE_ORDER_MARK = '\ufeff';
/**
 * Reads a JSON text from outside this program (RFC 8259). A key named `__proto__` is a key like any other, and reaches no
 * prototype.
 *
 * @param maxBytes a text with more bytes is refused unread
 * @param duplicateKeys what to do with a key that an object has twice
 * @throws JsonError for a text that is larger, not UTF-8, not JSON, or JSON that readers would not agree on
 */
function parseJson(source, maxBytes, duplicateKeys = 'refused') {
    const size = typeof source === 'string' ? Buffer.byteLength(source) : source.byteLength;
    if (size > maxBytes)
        throw new JsonError(`it has ${size} bytes; at most ${maxBytes} are read`);
    if (size === 0)
        throw new JsonError('it is empty');
    const text = typeof source === 'string' ? source : decodeUtf8(source);
    if (text.startsWith(BYTE_ORDER_MARK))
        throw new JsonError('it is not JSON: it begins with a byte order mark');
    checkStructure(text, duplicateKeys);
    return parseUncheckedJson(text);
}
/**
 * The same without the checks of size and structure, which cost as much as the parsing: for a text that this program wrote
 * itself, and for one whose size is bounded and whose decoder visits every value without recursion.
 */
function parseUncheckedJson(text) {
    try {
        return JSON.parse(text);
    }
    catch (error) {
        throw new JsonError('it is not JSON', messageOf(error), error);
    }
}
function decodeUtf8(bytes) {
    try {
        return UTF8.decode(bytes);
    }
    catch (cause) {
        throw new JsonError('it is not JSON: its bytes are not UTF-8', undefined, cause);
    }
}

;// CONCATENATED MODULE: ./lib/json/decode-or.js


/** The result of `read`. If it throws a JsonError, the caller's own error is thrown instead. */
function orThrow(read, toError) {
    try {
        return read();
    }
    catch (error) {
        throw error instanceof JsonError ? toError(error) : error;
    }
}
/** `undefined` for a value that the decoder does not accept: for content that counts as missing if it is wrong. */
function decodeOrUndefined(decoder, value) {
    return orUndefined(() => decoder(value));
}
/** Like `decodeOrUndefined`, for a text that may not even be JSON. */
function parseOrUndefined(decoder, source, maxBytes) {
    return orUndefined(() => decoder(parseJson(source, maxBytes)));
}
function orUndefined(read) {
    try {
        return read();
    }
    catch (error) {
        if (error instanceof JsonError)
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/json/document.js



/** A JSON document that another program wrote: from a registry, a service or an archive. */
class JsonDocument {
    #name;
    #value;
    constructor(name, value) {
        this.#name = name;
        this.#value = value;
    }
    /**
     * @param name for messages: `manifest of node:22`
     * @throws InfraError for what `parseJson` does not accept
     */
    static parse(source, name, maxBytes) {
        return new JsonDocument(name, orInfraError(name, () => parseJson(source, maxBytes)));
    }
    /** @throws InfraError for what the decoder does not accept */
    decode(decoder) {
        return orInfraError(this.#name, () => decoder(this.#value));
    }
}
/** @throws InfraError when the decoder does not accept the source */
function document_decodeDocument(decoder, source, { name, maxBytes }) {
    return JsonDocument.parse(source, name, maxBytes).decode(decoder);
}
function orInfraError(name, read) {
    return orThrow(read, (error) => new errors_InfraError(`${name}: ${error.message}`, { cause: error }));
}

;// CONCATENATED MODULE: ./lib/json/containers.js


/** @param maxLength the most entries that are accepted */
function array(item, maxLength = Infinity) {
    return (value) => {
        const entries = asArray(value);
        if (entries.length > maxLength)
            throw new json_error_DecodeError(`an array of at most ${maxLength} entries`, value);
        let index = 0;
        try {
            const decoded = [];
            for (; index < entries.length; index++)
                decoded.push(item(entries[index]));
            return decoded;
        }
        catch (error) {
            throw below(index, error);
        }
    };
}
function nonEmptyArray(item, maxLength) {
    const entries = array(item, maxLength);
    return (value) => {
        const decoded = entries(value);
        if (decoded.length === 0)
            throw new DecodeError('an array of at least one entry', value);
        return decoded;
    };
}
/** The entries that `item` accepts; others are left out. */
function arrayOfValid(item) {
    const entries = array((value) => decodeOrUndefined(item, value));
    return (value) => entries(value).filter((entry) => entry !== undefined);
}
/** An array with a decoder for each of its entries. */
function tuple(...items) {
    return (value) => {
        if (!Array.isArray(value) || value.length !== items.length) {
            throw new json_error_DecodeError(`an array of ${items.length} entries`, value);
        }
        const entries = value;
        return items.map((item, index) => {
            try {
                return item(entries[index]);
            }
            catch (error) {
                throw below(index, error);
            }
        });
    };
}
/** An object with names that are not known before. */
function mapOf(item) {
    return (value) => {
        // Not by assignment: that would set the prototype for the name `__proto__`.
        return Object.fromEntries(Object.entries(containers_asObject(value)).map(([name, given]) => {
            try {
                return [name, item(given)];
            }
            catch (error) {
                throw below(name, error);
            }
        }));
    };
}
/** `fallback` for what is missing, and for `null`, which Go's encoders write for empty lists and maps. */
function withDefault(decoder, fallback) {
    return (value) => (value === undefined || value === null ? fallback : decoder(value));
}
function nullable(decoder) {
    return (value) => (value === null ? null : decoder(value));
}
/** An array whose entries are not checked yet. */
const asArray = (value) => {
    if (!Array.isArray(value))
        throw new json_error_DecodeError('an array', value);
    return value;
};
/** An object whose fields are not checked yet. */
const containers_asObject = (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw new json_error_DecodeError('an object', value);
    return value;
};
/** An error inside a value, with the step that leads to it added to its path. */
function below(step, error) {
    return error instanceof json_error_DecodeError ? error.below(step) : error;
}

;// CONCATENATED MODULE: ./lib/json/object.js


/** A field that may be missing. */
function optional(decoder) {
    return { optional: (value) => (value === undefined ? undefined : decoder(value)) };
}
/** A field that may be missing or `null`, which Go's encoders write for it: both are read as missing. */
function nullish(decoder) {
    return { optional: (value) => (value === undefined || value === null ? undefined : decoder(value)) };
}
/** A field that may have any value: one that the decoder does not accept is read as missing. */
function ifValid(decoder) {
    return { optional: (value) => decodeOrUndefined(decoder, value) };
}
/**
 * An object with these fields; others are dropped. `object<Layer>({ … })` asks for a decoder for each field of a type;
 * `object({ … })` makes the type of its fields.
 */
function object(fields) {
    const all = decodersOf(fields);
    return (value) => {
        const given = containers_asObject(value);
        const read = {};
        let name = '';
        try {
            for (const field of all) {
                name = field.name;
                const decoded = field.decode(Object.hasOwn(given, name) ? given[name] : undefined);
                if (decoded !== undefined)
                    read[name] = decoded;
            }
        }
        catch (error) {
            throw below(name, error);
        }
        return read;
    };
}
/** The same, but all other fields stay as they are and where they are: for a document that is written again. */
function looseObject(fields) {
    const all = decodersOf(fields);
    const known = new Map(all.map(({ name, decode }) => [name, decode]));
    return (value) => {
        const given = containers_asObject(value);
        const missing = all.filter(({ name }) => !Object.hasOwn(given, name)).map(({ name }) => [name, undefined]);
        const read = [...Object.entries(given), ...missing].map(([name, part]) => {
            try {
                return [name, (known.get(name) ?? keep)(part)];
            }
            catch (error) {
                throw below(name, error);
            }
        });
        return Object.fromEntries(read.filter(([, part]) => part !== undefined));
    };
}
const keep = (value) => value;
function decodersOf(fields) {
    return Object.entries(fields).map(([name, field]) => ({
        name,
        decode: typeof field === 'function' ? field : field.optional,
    }));
}

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: external "node:events"
const external_node_events_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");
;// CONCATENATED MODULE: ./lib/async/abortable.js
/** Waits for the work, but only until the signal fires, even if the work continues. */
async function abortable_settledBefore(signal, work) {
    // The promise that loses the race must not count as an unhandled rejection.
    work.catch(() => undefined);
    signal.throwIfAborted();
    let stop = () => undefined;
    const aborted = new Promise((_, reject) => {
        stop = () => reject(signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason)));
        signal.addEventListener('abort', stop, { once: true });
    });
    aborted.catch(() => undefined);
    try {
        return await Promise.race([work, aborted]);
    }
    finally {
        signal.removeEventListener('abort', stop);
    }
}

;// CONCATENATED MODULE: external "node:buffer"
const external_node_buffer_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");
;// CONCATENATED MODULE: ./lib/text/byte-name.js
/**
 * Names as JavaScript strings. A Linux name is bytes, mostly UTF-8; a byte that is not part of valid UTF-8 is kept as the
 * lone surrogate U+DC00 + byte (U+DC80–U+DCFF), as Python's `surrogateescape` does, so that every name survives a round trip.
 */


const ESCAPE = 0xdc00;
/** With the `u` flag a surrogate that belongs to a pair does not match. */
const HAS_ESCAPE = /[\uDC80-\uDCFF]/u;
/** The string for the bytes of a name; `encodeName` gives the same bytes back, whatever they are. */
function decodeName(bytes) {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if ((0,external_node_buffer_namespaceObject.isUtf8)(buffer))
        return buffer.toString('utf8');
    let name = '';
    for (let at = 0; at < buffer.length;) {
        const length = sequenceLength(buffer, at);
        if (length === 0) {
            name += String.fromCharCode(ESCAPE + (buffer[at] ?? 0));
            at++;
        }
        else {
            name += buffer.toString('utf8', at, at + length);
            at += length;
        }
    }
    return name;
}
/** Bytes of the valid UTF-8 sequence at `at`, 0 when there is none (RFC 3629, section 4). */
function sequenceLength(bytes, at) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80)
        return 1;
    const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || at + length > bytes.length)
        return 0;
    return (0,external_node_buffer_namespaceObject.isUtf8)(bytes.subarray(at, at + length)) ? length : 0;
}
/** The bytes of a name. */
function encodeName(name) {
    if (!HAS_ESCAPE.test(name))
        return Buffer.from(name, 'utf8');
    const parts = [];
    for (const character of name) {
        const code = character.codePointAt(0) ?? 0;
        parts.push(code >= 0xdc80 && code <= 0xdcff ? Buffer.of(code - ESCAPE) : Buffer.from(character, 'utf8'));
    }
    return Buffer.concat(parts);
}
/** `path` in the form that `node:fs` needs: a Buffer only where a string would lose bytes. */
function fsPath(path) {
    return HAS_ESCAPE.test(path) ? encodeName(path) : path;
}
/**
 * Names in the directory at `directory`, unsorted, none lost to its encoding.
 *
 * @throws what `readdirSync` throws
 */
function readNames(directory) {
    const path = fsPath(directory);
    const names = readdirSync(path);
    // Node puts U+FFFD where a name is not UTF-8; asking for bytes from the start would make a Buffer for each name.
    if (!names.some((name) => name.includes('\uFFFD')))
        return names;
    return readdirSync(path, { encoding: 'buffer' }).map(decodeName);
}
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const UNPRINTABLE = /[\u0000-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]|[\uD800-\uDFFF]/gu;
/** `name` for people: control characters, bidi overrides and bytes that are not UTF-8 are shown as escapes. */
function byte_name_displayName(name) {
    return name.replace(UNPRINTABLE, (character) => {
        const code = character.charCodeAt(0);
        if (code >= 0xdc80 && code <= 0xdcff)
            return `\\x${(code - ESCAPE).toString(16)}`;
        if (code < 0x80)
            return `\\x${code.toString(16).padStart(2, '0')}`;
        return `\\u${code.toString(16).padStart(4, '0')}`;
    });
}

;// CONCATENATED MODULE: ./lib/text/format.js
const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];
/** Bytes for people, in powers of 1000 as docker shows them: `532B`, `4.2MB`, `117MB`. */
function formatBytes(bytes) {
    let value = bytes;
    let unit = 0;
    // 999.5 would be shown as 1000 of the smaller unit.
    while (value >= 999.5 && unit < UNITS.length - 1) {
        value /= 1000;
        unit += 1;
    }
    const digits = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
    return `${value.toFixed(digits)}${UNITS[unit] ?? ''}`;
}
/** Bytes with three digits, as docker's tables have them: `5B`, `1.2MB`, `1GB`. Unlike `formatBytes`, without zeros at the end. */
function shortBytes(bytes, digits = 3) {
    const units = [...UNITS, 'PB', 'EB'];
    let value = bytes;
    let unit = 0;
    while (value >= 1000 && unit < units.length - 1) {
        value /= 1000;
        unit += 1;
    }
    return `${Number(value.toPrecision(digits))}${units[unit] ?? ''}`;
}
/** Milliseconds for people: `0.3s`, `12.4s`, `2m 05s`, `1h 02m`. */
function formatDuration(milliseconds) {
    const tenths = Math.round(milliseconds / 100);
    if (tenths < 600)
        return `${(tenths / 10).toFixed(1)}s`;
    const seconds = Math.round(milliseconds / 1000);
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60)
        return `${minutes}m ${String(seconds % 60).padStart(2, '0')}s`;
    return `${Math.floor(minutes / 60)}h ${String(minutes % 60).padStart(2, '0')}m`;
}
/** A moment for people, of a text in ISO 8601: `2026-11-30 18:48:53 UTC`. Any other text comes back as it is. */
function formatMoment(text) {
    const moment = new Date(text);
    if (Number.isNaN(moment.getTime()))
        return text;
    return `${moment.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

;// CONCATENATED MODULE: ./lib/files/write-error.js



/** Errors that are the user's fault: the path that was named cannot be written to. */
const REASONS = {
    ENOTDIR: 'something on the way to it is not a folder',
    EEXIST: 'something on the way to it is not a folder',
    EISDIR: 'it is a folder',
    ENAMETOOLONG: 'its name is too long',
    ELOOP: 'it leads through too many symbolic links',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EROFS: 'the file system is read-only',
    ENOENT: 'its folder does not exist',
    ENXIO: 'nobody reads from it',
};
/** Whether this code of the system means that a disk or a quota is full. */
function isFull(code) {
    return code === 'ENOSPC' || code === 'EDQUOT';
}
/** How to make room on a full disk. */
const MAKE_ROOM = 'Make room, for example with layer-build cache prune, which removes what is kept for later builds, or layer-build prune, which removes images without a name.';
/**
 * Turns an error of the file system into one with our own words. Returns every other error as it is.
 *
 * @param what what failed, such as `write the archive`
 * @param path where it failed
 * @param needed how many bytes had to be written, if that is known
 */
function write_error_diskError(error, what, path, needed) {
    if (!isSystemError(error))
        return error;
    const at = `${what} ${byte_name_displayName(path)}`;
    if (!isFull(error.code))
        return new errors_InfraError(`cannot ${at}`, { cause: error });
    const size = needed === undefined ? '' : `, which takes ${formatBytes(needed)}`;
    return new errors_InfraError(`the disk is full: cannot ${at}${size}`, { cause: error, hint: MAKE_ROOM });
}
/** The same for a path that the user named: if it cannot be written to, that is the user's fault. */
function destinationError(error, what, path, needed) {
    const reason = isSystemError(error) ? REASONS[errorCode(error) ?? ''] : undefined;
    if (reason === undefined)
        return write_error_diskError(error, what, path, needed);
    return new UserError(`cannot ${what} ${displayName(path)}: ${reason}`, {
        cause: error,
        hint: 'Name another path, or change what is there.',
    });
}
function isSystemError(error) {
    return error instanceof Error && 'syscall' in error && error.syscall !== undefined;
}

;// CONCATENATED MODULE: ./lib/report/exit-code.js


/** A signal of the system ended the program. It is the reason of the AbortSignal then. */
class exit_code_Interruption extends Error {
    name = 'Interruption';
    signal;
    constructor(signal) {
        super(`interrupted by ${signal}`);
        this.signal = signal;
    }
}
const SIGNAL_NUMBERS = { SIGINT: 2, SIGTERM: 15, SIGPIPE: 13 };
/** System errors that are a problem of the machine, wherever they occur. */
const MACHINE_ERRORS = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'EMFILE', 'ENFILE', 'ENOMEM', 'EACCES', 'EPERM']);
/** What to do about some of them. */
const HINTS = {
    EMFILE: 'Raise the limit of open files: ulimit -n 1024',
    ENFILE: 'Raise the limit of open files: ulimit -n 1024',
    EACCES: 'Let the user that runs the build change it, or name another folder (--root, TMPDIR).',
    EPERM: 'Let the user that runs the build change it, or name another folder (--root, TMPDIR).',
};
/**
 * Makes an `InfraError` of a system error that is a problem of the machine, and says how to make room where a full disk is the cause. Returns
 * every other error as it is.
 */
function classifyError(error) {
    if (error instanceof errors_InfraError)
        return withRoom(error);
    const code = errors_errorCode(error);
    if (!(error instanceof Error) || typeof code !== 'string' || !MACHINE_ERRORS.has(code))
        return error;
    if (isFull(code))
        return new errors_InfraError(`the disk is full: ${error.message}`, { cause: error, hint: MAKE_ROOM });
    return new errors_InfraError(`this machine has a problem: ${error.message}`, { cause: error, hint: HINTS[code] });
}
function withRoom(error) {
    const { message, cause, url, location, excerpt, attempts, retryable } = error;
    if (error.constructor !== errors_InfraError || !isFull(errors_errorCode(cause)) || message.includes('disk is full'))
        return error;
    const hint = [MAKE_ROOM, error.hint].filter((one) => one !== undefined).join(' ');
    return new errors_InfraError(`the disk is full: ${message}`, { cause, url, location, excerpt, attempts, retryable, hint });
}
/**
 * 1: the user's fault. 69 (EX_UNAVAILABLE): a registry, the disk or a runtime. 70 (EX_SOFTWARE): our bug. 128 + n: signal n.
 */
function exitCodeOf(error) {
    if (error instanceof exit_code_Interruption)
        return 128 + SIGNAL_NUMBERS[error.signal];
    if (error instanceof UserError)
        return 1;
    if (error instanceof InfraError)
        return 69;
    return 70;
}

;// CONCATENATED MODULE: ./lib/report/console/standard-output.js





/**
 * Waits until standard output and standard error have taken most of what was written to them.
 *
 * @returns `undefined` if they have, or the signal has fired
 */
function outputTaken(signal) {
    const full = [process.stdout, process.stderr].filter((stream) => stream.writableNeedDrain);
    if (full.length === 0 || signal.aborted)
        return undefined;
    const taken = Promise.all(full.map((stream) => Promise.race([(0,external_node_events_namespaceObject.once)(stream, 'drain'), (0,external_node_events_namespaceObject.once)(stream, 'close')])));
    return abortable_settledBefore(signal, taken).then(() => undefined, () => undefined);
}
/** Waits until all of it was taken, before the process ends. @returns at once when the signal fires */
async function outputFlushed(signal) {
    const flushed = [process.stdout, process.stderr]
        .filter((stream) => stream.writableLength > 0)
        .map((stream) => new Promise((resolve) => stream.write('', resolve)));
    await settledBefore(signal, Promise.all(flushed)).catch(() => undefined);
}
/**
 * Writes bytes, and waits until they were taken. So their buffer may be used again.
 *
 * @throws Interruption when there is no reader any more; the signal's reason
 */
async function writeOutput(bytes, signal, name = 'stdout') {
    const stream = process[name];
    // Node writes files in one piece, and only tells a full disk by an event.
    if (fstatSync(stream.fd).isFile()) {
        for (let at = 0; at < bytes.length;)
            at += await settledBefore(signal, writeSome(stream.fd, bytes.subarray(at)));
        return;
    }
    const written = new Promise((resolve, reject) => {
        stream.write(bytes, (error) => (error ? reject(explained(error)) : resolve()));
    });
    await settledBefore(signal, written);
}
function writeSome(fd, bytes) {
    return new Promise((resolve, reject) => {
        write(fd, bytes, (error, written) => (error === null ? resolve(written) : reject(explained(error))));
    });
}
function explained(error) {
    return errorCode(error) === 'EPIPE' ? new Interruption('SIGPIPE') : error;
}

;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");
;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");
;// CONCATENATED MODULE: ./lib/files/root-folder.js

/**
 * The folders below the root folder (`--root`): their paths, and what is in them. These names are written nowhere else in
 * the code. The table in docs/ARCHITECTURE.md says the same.
 */
const ROOT_FOLDERS = {
    blobs: { path: 'blobs', holds: 'content, `<algorithm>/<hex>` as in an OCI layout: layers, configs, manifests' },
    indexes: { path: 'indexes', holds: 'layer indexes, by the hex of the diff id' },
    imageIds: { path: 'images/ids', holds: 'the images of the local store, by the hex of their digest' },
    imageTags: { path: 'images/tags', holds: 'the names of those images, by hash: which image each name means' },
    imageSizes: {
        path: 'images/sizes',
        holds: 'how large the layers of those images are when unpacked, by the same hex',
    },
    pathSizes: { path: 'cache/sizes', holds: 'where the bytes of layers are, for reports, by the hex of the diff id' },
    invocations: {
        path: 'cache/invocations',
        holds: 'which build first made an image, by a hash of what its provenance says',
    },
    records: { path: 'cache/records', holds: 'step records, by the hex of the cache key' },
    fileLists: { path: 'cache/lists', holds: 'the long lists of files in records, by digest' },
    trees: { path: 'cache/trees', holds: 'the layer that first had a tree, by tree digest' },
    scopes: { path: 'cache/scopes', holds: 'the steps of the last build of each scope, by hash of its name' },
    baselines: { path: 'cache/reports', holds: 'baselines: the result of the last good build on each branch' },
    recordUses: { path: 'cache/uses', holds: 'one byte for each build that found a record, by its key' },
    mountNames: { path: 'cache/mounts', holds: 'the ids of cache mounts, by their keys' },
    journals: { path: 'cache/journals', holds: 'what the last build of each scope used and made, for saving its cache' },
    restoredPacks: { path: 'cache/restored', holds: 'the listings of the packs that this build began with' },
    downloads: { path: 'cache/downloads', holds: 'what servers answered about downloads, by a hash of the address' },
    builderRecords: {
        path: 'builder-records',
        holds: 'what the builds of builders were made from: a folder as `cache/`, without any bytes of layers',
    },
    snapshots: {
        path: 'snapshots',
        holds: 'unpacked layers, by diff id, or stacks of them; separate for root and for user namespaces',
    },
    work: { path: 'work', holds: 'a private folder for each worker that runs' },
    cacheMounts: {
        path: 'cache-mounts',
        holds: 'the folders behind `RUN --mount=type=cache` by key; separate in the same way',
    },
    containers: { path: 'containers', holds: 'containers by id: what each is, its state, and what it printed' },
    containerNames: { path: 'container-names', holds: 'the names of containers: which container each means' },
    containerFiles: { path: 'container-files', holds: 'what containers wrote, by id; separate in the same way' },
    thinPools: {
        path: 'thin-pools',
        holds: 'the volumes of `--storage-driver devicemapper`, of layers and of containers; separate in the same way',
    },
    runtimes: { path: 'runtimes', holds: 'a container runtime that was fetched because the machine has none' },
    ingest: { path: 'ingest', holds: 'files and folders in the making: nothing here has its final name' },
    actionsIngest: { path: 'ingest/actions', holds: 'the same, for what goes through @actions/cache' },
    leases: { path: 'leases', holds: 'one file for each build that runs' },
    claims: { path: 'claims', holds: 'one file for each step of a job whose post has yet to run' },
};
/** The names that are directly below the root. */
function topFolders() {
    return new Set(Object.values(ROOT_FOLDERS).map(({ path }) => path.split('/', 1)[0] ?? path));
}
/** The folder of everything that is kept for later builds, except blobs and indexes. */
const CACHE_FOLDER = 'cache';
/** The path of a folder, or of a name in it, relative to the root and with `/`. Packs and journals have such paths. */
function pathFromRoot(folder, ...names) {
    return [ROOT_FOLDERS[folder].path, ...names].join('/');
}
/** The same below a given root. */
function pathInRoot(root, folder, ...names) {
    return (0,external_node_path_namespaceObject.join)(root, ROOT_FOLDERS[folder].path, ...names);
}

;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");
;// CONCATENATED MODULE: ./lib/oci/digest.js


const SHAPE = /^(?:sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128})$/;
function isDigest(text) {
    return SHAPE.test(text);
}
/** @throws UserError when `text` is not a digest of a registered algorithm */
function parseDigest(text) {
    if (!isDigest(text))
        throw new UserError(`invalid digest ${JSON.stringify(text.slice(0, 160))}`);
    return text;
}
function digest_sha256(data) {
    return digest_digestOfHex((0,external_node_crypto_namespaceObject.hash)('sha256', data, 'hex'));
}
/** @param hex 64 lower-case hexadecimal characters, as `createHash('sha256').digest('hex')` gives them */
function digest_digestOfHex(hex) {
    return `sha256:${hex}`;
}
function digestHex(digest) {
    return digest.slice(digest.indexOf(':') + 1);
}
function digestAlgorithm(digest) {
    return digest.startsWith('sha512:') ? 'sha512' : 'sha256';
}
/** The first twelve digits, as `docker images` shows them. */
function shortDigest(digest) {
    return digestHex(digest).slice(0, 12);
}
/** The digest of a document that comes in pieces. */
function digestOfPieces(pieces) {
    const hash = (0,external_node_crypto_namespaceObject.createHash)('sha256');
    for (const piece of pieces)
        hash.update(piece);
    return digest_digestOfHex(hash.digest('hex'));
}
/**
 * A hash over a list of fields. Two different lists never give the same bytes to hash: each field comes after its length.
 *
 * @returns hex, to which the caller gives a meaning
 */
function hashFields(...fields) {
    return hashFieldList(fields);
}
/** The same for lists that may be too long to be the arguments of a call. */
function hashFieldList(fields) {
    const hash = new FieldHash();
    for (const field of fields)
        hash.add(field);
    return hash.hex();
}
/** The same for fields that come one after the other. */
class FieldHash {
    #hash;
    /** Hashed in large pieces: a call of `update` costs as much as hashing a kilobyte. */
    #text = '';
    add(field) {
        this.#text += `${Buffer.byteLength(field)}:${field}`;
        if (this.#text.length < HASHED_AT_ONCE)
            return;
        this.#hash = (this.#hash ?? createHash('sha256')).update(this.#text);
        this.#text = '';
    }
    hex() {
        return this.#hash === undefined
            ? hashOnce('sha256', this.#text, 'hex')
            : this.#hash.update(this.#text).digest('hex');
    }
}
/** Characters. */
const HASHED_AT_ONCE = (/* unused pure expression or super */ null && (64 * 1024));

;// CONCATENATED MODULE: ./lib/text/code-unit-order.js
/** Compares texts by code unit, as `sort` does by itself: the same on every machine, unlike an order of a language. */
function byCodeUnit(left, right) {
    return left < right ? -1 : left > right ? 1 : 0;
}

;// CONCATENATED MODULE: ./lib/oci/reference.js



const DOCKER_HUB = 'docker.io';
const DOCKER_HUB_LEGACY = 'index.docker.io';
const OFFICIAL = 'library/';
const DEFAULT_TAG = 'latest';
const MAX_REPOSITORY_LENGTH = 255;
/** Nothing valid is longer: domain 255, repository 255, tag 128, sha512 digest 135, and their separators. */
const MAX_LENGTH = 1024;
const DOMAIN_LABEL = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const DOMAIN = new RegExp(`^(?:${DOMAIN_LABEL}(?:\\.${DOMAIN_LABEL})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?$`);
const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
/** A colon behind the last slash begins the tag. */
const NAME_BEFORE_TAG = /^[^@]*?(?=(?::[^/@]*)?(?:@|$))/;
const TAG = /^\w[\w.-]{0,127}$/;
/**
 * Reads a reference as Docker does (distribution/reference, "ParseNormalizedNamed"): without a registry it is Docker
 * Hub's, without an organisation an official image. No tag is added: see {@link withDefaultTag}.
 *
 * @throws UserError that says what is wrong and what to write
 */
function parseReference(text) {
    if (text === '')
        throw invalid(text, 'it is empty', 'Write it as [registry/]repository[:tag], e.g. node:22.');
    if (text.length > MAX_LENGTH)
        throw invalid(text, `it is longer than ${MAX_LENGTH} characters`);
    const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(text)?.[0];
    if (scheme !== undefined) {
        throw invalid(text, `it starts with ${scheme}`, `Leave out ${scheme}: write ${text.slice(scheme.length)}.`);
    }
    if (/\s/.test(text))
        throw invalid(text, 'it contains a space', 'Write it without spaces.');
    if (/^[a-f0-9]{64}$/.test(text)) {
        throw invalid(text, 'it is an image id, not a name', 'Write [registry/]repository[:tag], or repository@sha256:….');
    }
    const at = text.indexOf('@');
    const named = at === -1 ? text : text.slice(0, at);
    const digest = at === -1 ? undefined : readDigest(text, text.slice(at + 1));
    const { registry, rest } = splitRegistry(named);
    const colon = rest.indexOf(':');
    const repository = colon === -1 ? rest : rest.slice(0, colon);
    checkRegistry(text, registry);
    checkRepository(text, repository);
    const tag = colon === -1 ? undefined : readTag(text, rest.slice(colon + 1));
    return {
        registry,
        repository,
        ...(tag === undefined ? {} : { tag }),
        ...(digest === undefined ? {} : { digest }),
    };
}
/** The part before the first slash is a registry if it could not be part of a repository: a dot, a colon, upper case. */
function splitRegistry(named) {
    const slash = named.indexOf('/');
    if (slash === -1)
        return { registry: DOCKER_HUB, rest: OFFICIAL + named };
    const first = named.slice(0, slash);
    const isRegistry = first === 'localhost' || /[.:]/.test(first) || first.toLowerCase() !== first;
    const registry = !isRegistry || first === DOCKER_HUB_LEGACY ? DOCKER_HUB : first;
    const rest = isRegistry ? named.slice(slash + 1) : named;
    return { registry, rest: registry === DOCKER_HUB && !rest.includes('/') ? OFFICIAL + rest : rest };
}
function checkRegistry(text, registry) {
    if (!DOMAIN.test(registry)) {
        throw invalid(text, `${reference_quoted(registry)} is not a registry`, 'Write a host name, with :port if it needs one.');
    }
    const port = /:([0-9]+)$/.exec(registry)?.[1];
    if (port !== undefined && Number(port) > 65_535)
        throw invalid(text, `${port} is not a port`);
}
function checkRepository(text, repository) {
    if (repository === '' || repository === OFFICIAL) {
        throw invalid(text, 'it names no repository', 'Write it as [registry/]repository[:tag], e.g. node:22.');
    }
    if (repository.toLowerCase() !== repository) {
        const shown = repository.startsWith(OFFICIAL) && !text.includes(OFFICIAL) ? repository.slice(8) : repository;
        throw invalid(text, `repository name ${reference_quoted(shown)} must be lower case`, `Write ${text.replace(NAME_BEFORE_TAG, (name) => inLowerCase(name, shown))}.`);
    }
    if (repository.length > MAX_REPOSITORY_LENGTH) {
        throw invalid(text, `repository name is longer than ${MAX_REPOSITORY_LENGTH} characters`);
    }
    const bad = repository.split('/').find((component) => !COMPONENT.test(component));
    if (bad !== undefined) {
        throw invalid(text, bad === ''
            ? 'two slashes follow each other, or it ends in one'
            : `${reference_quoted(bad)} cannot be part of a repository name`, 'Use lower-case letters and digits, with single dots, one or two underscores or hyphens between them.');
    }
}
/** Upper case alone makes no registry of a word: in `My/Image:1` it was meant as a part of the name. */
function inLowerCase(name, repository) {
    const host = name.slice(0, name.length - repository.length);
    return (/[.:]/.test(host) ? host : host.toLowerCase()) + repository.toLowerCase();
}
function isTag(text) {
    return TAG.test(text);
}
function readTag(text, tag) {
    if (tag === '')
        throw invalid(text, 'the tag is empty', 'Write a tag after the colon, or leave the colon out.');
    if (!isTag(tag)) {
        throw invalid(text, `${reference_quoted(tag)} is not a tag`, 'A tag has up to 128 letters, digits, underscores, dots and hyphens, and starts with none of the last two.');
    }
    return tag;
}
function readDigest(text, digest) {
    if (isDigest(digest))
        return digest;
    throw invalid(text, `${reference_quoted(digest)} is not a digest`, 'Write @sha256: and 64 lower-case hexadecimal digits.');
}
function invalid(text, problem, hint) {
    return new errors_UserError(`invalid image reference ${reference_quoted(text)}: ${problem}`, { hint });
}
function reference_quoted(text) {
    return JSON.stringify(text.length > 300 ? `${text.slice(0, 300)}…` : text);
}
/** Whether it is a name that can be given to an image. */
function isTagged(reference) {
    return reference.digest === undefined;
}
/** With `latest` where neither tag nor digest is given. */
function withDefaultTag(reference) {
    const { registry, repository, tag = DEFAULT_TAG, digest } = reference;
    return digest === undefined ? { registry, repository, tag } : { ...reference, digest };
}
/** The tag or digest by which a registry finds the image. The digest, where there are both. */
function tagOrDigest(reference) {
    return reference.digest === undefined ? reference.tag : reference.digest;
}
function sameRepository(left, right) {
    return left.registry === right.registry && left.repository === right.repository;
}
function sameReference(left, right) {
    return sameRepository(left, right) && left.tag === right.tag && left.digest === right.digest;
}
/** Without repetitions. */
function distinctReferences(references) {
    return [...new Map(references.map((reference) => [formatReference(reference), reference])).values()];
}
/** By their full names. */
function sortedReferences(references) {
    return references.toSorted((left, right) => byCodeUnit(formatReference(left), formatReference(right)));
}
/** The full name: `docker.io/library/node:18`, with the digest after the tag where there are both. */
function formatReference(reference) {
    return `${reference.registry}/${reference.repository}${suffix(reference)}`;
}
/** As people write it: `node:18`, `user/app`, `ghcr.io/user/app:1`. */
function familiarName(reference) {
    return familiarRepository(reference) + suffix(reference);
}
/** As `familiarName`, without tag and digest. */
function familiarRepository({ registry, repository }) {
    if (registry !== DOCKER_HUB)
        return `${registry}/${repository}`;
    const official = repository.startsWith(OFFICIAL) ? repository.slice(OFFICIAL.length) : undefined;
    const short = official === undefined || official.includes('/') ? repository : official;
    // `docker.io/my.team/app`: without its registry, another one would be read from the name.
    const read = splitRegistry(short);
    return read.registry === registry && read.rest === repository ? short : `${registry}/${repository}`;
}
function suffix({ tag, digest }) {
    return (tag === undefined ? '' : `:${tag}`) + (digest === undefined ? '' : `@${digest}`);
}

;// CONCATENATED MODULE: ./lib/oci/identity.js

/** @param hex 64 lower-case hexadecimal characters, here and below */
function identity_diffIdOfHex(hex) {
    return sha256Text(hex);
}
/** To show it as the id of a layer. */
function digestOfDiffId(diffId) {
    return diffId;
}
/** For a layer that is not compressed: its blob is the tar. */
function diffIdOfTar(blob) {
    return blob;
}
function treeDigestOfHex(hex) {
    return sha256Text(hex);
}
/** For a layer that a step made. Made again, it has the same tree, but with other times, and so another tar. */
function contentIdOfTree(tree) {
    return tree;
}
/** For a layer of a base. Its config names the diff id; the tree is not known before the layer is downloaded. */
function contentIdOfBase(diffId) {
    return diffId;
}
/** For a layer that another builder made: its tree is not known, and it is no base's. */
function contentIdOfForeign(diffId) {
    return sha256(Buffer.from(`made elsewhere ${diffId}`));
}
function snapshotIdOfHex(hex) {
    return sha256Text(hex);
}
/** For a step whose result depends on all bytes of one layer, its times included. */
function snapshotIdOfBytes(diffId) {
    return diffId;
}
function cacheKeyOfHex(hex) {
    return sha256Text(hex);
}
/** An image's id is the digest of its config. */
function imageIdOf(config) {
    return config;
}
/** The digest of the document that has the id: the config, or the index. */
function digestOfImage(id) {
    return id;
}
/** For an image of several platforms, which has several configs, and one index. */
function imageIdOfIndex(index) {
    return index;
}
/** For an ARG before the first FROM, where there is no image yet: logs show an id for each step, and here it is the key. */
function imageIdOfArgument(key) {
    return key;
}
function mountKeyOfHex(hex) {
    return hex;
}
function isMountKey(text) {
    return /^[a-f0-9]{64}$/.test(text);
}
function sha256Text(hex) {
    return `sha256:${hex}`;
}

;// CONCATENATED MODULE: ./lib/layer/image-layers.js


/**
 * The layers of an image, lowest first: its manifest has their blobs, its config their diff ids.
 *
 * @param name how an error names the image
 * @throws InfraError when the two say different numbers
 */
function imageLayers(name, { layers }, { rootfs }) {
    if (layers.length !== rootfs.diff_ids.length) {
        throw new errors_InfraError(`${name} is damaged: its manifest has ${layers.length} layers, but its config has ${rootfs.diff_ids.length}`);
    }
    return layers.flatMap((blob, index) => {
        const diffId = rootfs.diff_ids[index];
        return diffId === undefined ? [] : [{ blob, diffId, contentId: contentIdOfBase(diffId) }];
    });
}

;// CONCATENATED MODULE: ./lib/oci/digest-schema.js


/** A digest in a JSON document. */
const digest_schema_digest = refine(string, isDigest, 'a sha256 or sha512 digest');

;// CONCATENATED MODULE: ./lib/oci/identity-schema.js



/*
 * Identities in documents. They all look like digests there: which of them a field holds depends on the document's format.
 */
const diffId = (value) => digest_schema_digest(value);
const treeDigest = (value) => digest_schema_digest(value);
const contentId = (value) => digest_schema_digest(value);
const cacheKey = (value) => digest(value);
const imageId = (value) => digest_schema_digest(value);
/** Empty for a step that may not read the layers below it. */
const parentId = (value) => value === '' ? '' : digest(value);
const mountKey = refine(string, isMountKey, 'the key of a cache mount');

;// CONCATENATED MODULE: ./lib/oci/image-config.js





/** Bytes. A config holds the history and the labels of an image, not its content. */
const image_config_MAX_CONFIG_SIZE = 4 * 1024 * 1024;
const emptyObject = (value) => {
    if (value !== null)
        containers_asObject(value);
    return {};
};
const healthcheck = looseObject({
    Test: nullish(array(string)),
    Interval: nullish(integer),
    Timeout: nullish(integer),
    StartPeriod: nullish(integer),
    StartInterval: nullish(integer),
    Retries: nullish(integer),
});
const runtimeConfig = looseObject({
    User: nullish(string),
    ExposedPorts: nullish(mapOf(emptyObject)),
    Env: nullish(array(string)),
    // For these two, `null` is a value: the image has none, whatever its base has.
    Entrypoint: optional(nullable(array(string))),
    Cmd: optional(nullable(array(string))),
    Volumes: nullish(mapOf(emptyObject)),
    WorkingDir: nullish(string),
    Labels: nullish(mapOf(string)),
    StopSignal: nullish(string),
    ArgsEscaped: nullish(decoder_boolean),
    Healthcheck: nullish(healthcheck),
    OnBuild: nullish(array(string)),
    Shell: nullish(array(string)),
});
const historyEntry = looseObject({
    created: nullish(string),
    created_by: nullish(string),
    author: nullish(string),
    comment: nullish(string),
    empty_layer: nullish(decoder_boolean),
});
const imageConfig = looseObject({
    created: nullish(string),
    author: nullish(string),
    architecture: stringUpTo(128),
    variant: nullish(string),
    os: stringUpTo(128),
    'os.version': nullish(string),
    'os.features': nullish(array(string)),
    config: nullish(runtimeConfig),
    rootfs: looseObject({
        type: oneOf('layers'),
        diff_ids: withDefault(array(diffId), []),
    }),
    history: nullish(array(historyEntry)),
});
/**
 * Checks a config from elsewhere: the types of all fields named above. Fields that are not named are kept as they are.
 * `null`, which Go's encoders write for an empty field, is dropped.
 *
 * @throws InfraError when the bytes are not an image config
 */
function image_config_parseImageConfig(bytes) {
    return document_decodeDocument(imageConfig, bytes, { name: 'image config', maxBytes: image_config_MAX_CONFIG_SIZE });
}

;// CONCATENATED MODULE: ./lib/oci/media-types.js

/** image-spec, "OCI Image Media Types", and Docker's older names for the same documents. */
const media_types_OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
/** image-spec, "Guidance for an Empty Descriptor": the content is the two bytes `{}`. */
const OCI_EMPTY = 'application/vnd.oci.empty.v1+json';
const OCI_CONFIG = 'application/vnd.oci.image.config.v1+json';
const OCI_LAYER = 'application/vnd.oci.image.layer.v1.tar';
const OCI_LAYER_GZIP = 'application/vnd.oci.image.layer.v1.tar+gzip';
const OCI_LAYER_ZSTD = 'application/vnd.oci.image.layer.v1.tar+zstd';
const DOCKER_INDEX = 'application/vnd.docker.distribution.manifest.list.v2+json';
const DOCKER_MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';
const DOCKER_CONFIG = 'application/vnd.docker.container.image.v1+json';
const DOCKER_LAYER_GZIP = 'application/vnd.docker.image.rootfs.diff.tar.gzip';
const DOCKER_LAYER = 'application/vnd.docker.image.rootfs.diff.tar';
const DOCKER_LAYER_ZSTD = 'application/vnd.docker.image.rootfs.diff.tar.zstd';
/** RFC 6838, section 4.2: `type/subtype`, each of at most 127 characters. */
const mediaType = stringMatching(/^[A-Za-z0-9][\w!#$&^.+-]{0,126}\/[A-Za-z0-9][\w!#$&^.+-]{0,126}$/, 'a media type');
function media_types_isIndexType(type) {
    return type === media_types_OCI_INDEX || type === DOCKER_INDEX;
}
function isManifestType(type) {
    return type === OCI_MANIFEST || type === DOCKER_MANIFEST;
}
/** Of a layer that can be read, and that registries take. */
const layerMediaType = oneOf(OCI_LAYER, OCI_LAYER_GZIP, OCI_LAYER_ZSTD, DOCKER_LAYER, DOCKER_LAYER_GZIP, DOCKER_LAYER_ZSTD);
/** OCI's name for a layer's media type that may be Docker's. */
function ociLayerType(type) {
    switch (type) {
        case DOCKER_LAYER_GZIP:
            return OCI_LAYER_GZIP;
        case DOCKER_LAYER:
            return OCI_LAYER;
        case DOCKER_LAYER_ZSTD:
            return OCI_LAYER_ZSTD;
        default:
            return type;
    }
}
/** Docker's name for a layer's media type that may be OCI's. */
function dockerLayerType(type) {
    switch (type) {
        case OCI_LAYER_GZIP:
            return DOCKER_LAYER_GZIP;
        case OCI_LAYER:
            return DOCKER_LAYER;
        case OCI_LAYER_ZSTD:
            return DOCKER_LAYER_ZSTD;
        default:
            return type;
    }
}

;// CONCATENATED MODULE: ./lib/oci/platform-names.js


/** Other names of architectures (containerd/platforms, `normalizeArch`). */
const ALIASES = new Map([
    ['x86_64', { architecture: 'amd64' }],
    ['x86-64', { architecture: 'amd64' }],
    ['aarch64', { architecture: 'arm64' }],
    ['armhf', { architecture: 'arm', variant: 'v7' }],
    ['armel', { architecture: 'arm', variant: 'v6' }],
    ['i386', { architecture: '386' }],
    ['i686', { architecture: '386' }],
]);
/** Go's names (containerd/platforms, `isKnownOS`). The first of several that are equally near to a wrong one is suggested. */
const OPERATING_SYSTEMS = new Set(('linux windows darwin freebsd netbsd openbsd dragonfly solaris illumos aix android ios js wasi wasip1 plan9 hurd nacl ' +
    'zos').split(' '));
/** Go's names (containerd/platforms, `isKnownArch`), those in use first. */
const ARCHITECTURES = new Set(('amd64 arm64 arm 386 ppc64le s390x riscv64 loong64 mips64le mips64 mipsle mips ppc64 wasm riscv ppc s390 sparc sparc64 ' +
    'armbe arm64be amd64p32 mips64p32 mips64p32le').split(' '));
/** The variants of the architectures that have them, as they are written. Other architectures take any. */
const VARIANTS = new Map([
    ['amd64', ['v1', 'v2', 'v3', 'v4']],
    ['arm', ['v7', 'v6', 'v5', 'v8']],
    ['arm64', ['v8', 'v9', ...pointReleases('v8', 9), ...pointReleases('v9', 7)]],
]);
function pointReleases(version, last) {
    return Array.from({ length: last + 1 }, (_, minor) => `${version}.${minor}`);
}
function platform_names_isOperatingSystem(name) {
    return OPERATING_SYSTEMS.has(name);
}
function platform_names_isArchitecture(name) {
    return ARCHITECTURES.has(name);
}
/**
 * Refuses names that nobody uses. They are misspelt: an image for such a platform would run nowhere.
 *
 * @param text the platform as it was written, for the message
 * @throws UserError that suggests the nearest platform
 */
function platform_names_requireKnownNames(written, text) {
    const wrong = wrongPart(written);
    if (wrong === undefined)
        return;
    const near = nearestPlatform(written);
    throw new UserError(`unknown ${wrong} in the platform ${JSON.stringify(text)}`, {
        hint: near === undefined ? platform_names_WRITE_IT_AS : `Did you mean ${near}?`,
    });
}
/** @throws UserError: `text` is neither an operating system nor an architecture */
function platform_names_refuseWord(text) {
    const names = [...OPERATING_SYSTEMS, ...ARCHITECTURES, ...ALIASES.keys()];
    const near = nearest(text, names);
    throw new UserError(`unknown operating system or architecture ${JSON.stringify(text)}`, {
        hint: near === undefined ? platform_names_WRITE_IT_AS : `Did you mean ${near}?`,
    });
}
const platform_names_WRITE_IT_AS = 'Write it as os/architecture, e.g. linux/arm64.';
function wrongPart({ os, architecture, variant }) {
    if (!platform_names_isOperatingSystem(os))
        return `operating system ${JSON.stringify(os)}`;
    const name = ALIASES.get(architecture)?.architecture ?? architecture;
    if (!platform_names_isArchitecture(name))
        return `architecture ${JSON.stringify(architecture)}`;
    if (variant === undefined || isVariant(name, variant))
        return undefined;
    return `variant ${JSON.stringify(variant)} of ${name}`;
}
/** The `v` may be left out, as in `linux/arm/7`. */
function isVariant(architecture, variant) {
    const known = VARIANTS.get(architecture);
    return known === undefined || known.includes(variant) || known.includes(`v${variant}`);
}
/** The platform that was most likely meant; `undefined` if one of its parts is like no name. */
function nearestPlatform({ os, architecture, variant }) {
    const system = platform_names_isOperatingSystem(os) ? os : nearest(os, OPERATING_SYSTEMS);
    const alias = ALIASES.get(architecture);
    const meant = alias ?? nearestArchitecture(architecture);
    if (system === undefined || meant === undefined)
        return undefined;
    const known = VARIANTS.get(meant.architecture);
    const near = variant === undefined || isVariant(meant.architecture, variant) ? variant : nearest(variant, known ?? []);
    return [system, meant.architecture, near ?? meant.variant].filter((part) => part !== undefined).join('/');
}
function nearestArchitecture(name) {
    if (platform_names_isArchitecture(name))
        return { architecture: name };
    const near = nearest(name, [...ARCHITECTURES, ...ALIASES.keys()]);
    return near === undefined ? undefined : (ALIASES.get(near) ?? { architecture: near });
}

;// CONCATENATED MODULE: ./lib/oci/platform.js


/** OCI's names for processors, by Node's. */
const NODE_ARCHITECTURES = { x64: 'amd64', ia32: '386', riscv64: 'riscv64' };
const WORD = /^[A-Za-z0-9_.-]+$/;
/** containerd/platforms, `osRe`: `os(version+feature+feature)`. */
const OS = /^([A-Za-z0-9_-]+)(?:\(([A-Za-z0-9_.%-]*)((?:\+[A-Za-z0-9_.%-]+)*)\))?$/;
/** The platform of this machine's containers: Linux, whatever the machine itself runs. */
function hostPlatform(nodeArchitecture) {
    return normalise('linux', NODE_ARCHITECTURES[nodeArchitecture] ?? nodeArchitecture, undefined);
}
/**
 * Reads `os[(version)][/architecture[/variant]]`, or an operating system or an architecture alone; `host` gives the rest.
 *
 * @throws UserError for any other text, and for a name that is unknown. containerd takes any name.
 */
function parsePlatform(text, host) {
    const parts = text.split('/');
    const [first = '', second, third] = parts;
    const system = OS.exec(first);
    const options = system === null ? undefined : systemOptions(system[2] ?? '', system[3] ?? '');
    if (options === undefined || parts.length > 3 || parts.slice(1).some((part) => !WORD.test(part))) {
        throw new UserError(`invalid platform ${JSON.stringify(text)}`, {
            hint: WRITE_IT_AS,
        });
    }
    const os = normaliseOs(system?.[1] ?? '');
    if (second === undefined) {
        if (isOperatingSystem(os))
            return { ...host, os, ...options };
        const guess = normalise(host.os, first, undefined);
        return isArchitecture(guess.architecture) ? guess : refuseWord(text);
    }
    requireKnownNames({ os, architecture: second.toLowerCase(), variant: third?.toLowerCase() }, text);
    return { ...normalise(os, second, third), ...options };
}
/** @returns `undefined` where an escape is wrong */
function systemOptions(version, features) {
    try {
        const osVersion = decodeURIComponent(version);
        const named = features.split('+').map(decodeURIComponent);
        const osFeatures = [...new Set(named.filter((feature) => feature !== ''))].sort();
        return { ...(osVersion === '' ? {} : { osVersion }), ...(osFeatures.length === 0 ? {} : { osFeatures }) };
    }
    catch {
        return undefined;
    }
}
/** The same for a flag or an input, where `local` means the platform of this machine. */
function givenPlatform(text, host) {
    return text === 'local' ? host : parsePlatform(text, host);
}
function normaliseOs(os) {
    const lower = os.toLowerCase();
    return lower === 'macos' ? 'darwin' : lower;
}
function normalise(os, architecture, variant) {
    const lower = architecture.toLowerCase();
    const alias = ALIASES.get(lower);
    const name = alias?.architecture ?? lower;
    const wanted = (variant ?? alias?.variant)?.toLowerCase();
    const finished = normaliseVariant(name, wanted);
    return { os: normaliseOs(os), architecture: name, ...(finished === undefined ? {} : { variant: finished }) };
}
function normaliseVariant(architecture, variant) {
    if (architecture === 'arm64')
        return variant === '8' || variant === 'v8' ? undefined : variant;
    if (architecture === 'arm') {
        if (variant === undefined || variant === '')
            return 'v7';
        return /^[5-8]$/.test(variant) ? `v${variant}` : variant;
    }
    if (architecture === 'amd64' && variant === 'v1')
        return undefined;
    return variant;
}
function normalisePlatform(platform) {
    const { os, architecture, variant, ...options } = platform;
    return { ...normalise(os, architecture, variant), ...options };
}
/** `os[(version)]/architecture[/variant]`, the form of `--platform` and of TARGETPLATFORM. */
function formatPlatform({ os, architecture, variant, osVersion = '', osFeatures = [] }) {
    const options = [osVersion, ...osFeatures].map((option) => option.replace(/[%+()/]/g, escaped)).join('+');
    const system = options === '' ? os : `${os}(${options})`;
    return [system, architecture, variant].filter((part) => part !== undefined).join('/');
}
function escaped(character) {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
/**
 * How far an image for `offered` is from `wanted`: 0 for an exact match, more for a worse one, `undefined` where it cannot run.
 * An ARM processor also runs what was made for its older variants.
 */
function platformDistance(wanted, offered) {
    const want = normalisePlatform(wanted);
    const offer = normalisePlatform(offered);
    if (want.os !== offer.os || want.architecture !== offer.architecture)
        return undefined;
    if (want.variant === offer.variant)
        return 0;
    if (want.architecture === 'arm') {
        const distance = Number(want.variant?.slice(1)) - Number(offer.variant?.slice(1));
        return distance > 0 ? distance : undefined;
    }
    return offer.variant === undefined ? 1 : undefined;
}

;// CONCATENATED MODULE: ./lib/oci/manifest.js








/** Bytes. Registries must take as much (distribution-spec, "Pushing Manifests"), and no more is read here. */
const MAX_MANIFEST_SIZE = 4 * 1024 * 1024;
/** Levels of indexes within indexes. They are legal and in use, but nobody needs more levels than this. */
const manifest_MAX_INDEX_DEPTH = 4;
/** What a client asks for, best first. */
const MANIFEST_MEDIA_TYPES = [media_types_OCI_INDEX, DOCKER_INDEX, OCI_MANIFEST, DOCKER_MANIFEST];
const REFERENCE_TYPE = 'vnd.docker.reference.type';
const REFERENCE_DIGEST = 'vnd.docker.reference.digest';
const platform = object({
    architecture: stringUpTo(128),
    os: stringUpTo(128),
    variant: nullish(stringUpTo(128)),
    'os.version': nullish(stringUpTo(128)),
    'os.features': nullish(array(string)),
});
const annotations = nullish(mapOf(string));
const artifactType = nullish(stringUpTo(255));
const descriptor = object({
    mediaType: mediaType,
    digest: digest_schema_digest,
    size: nonNegativeInteger,
    urls: nullish(array(string)),
    annotations,
    artifactType,
    platform: nullish(platform),
});
const descriptors = withDefault(array(descriptor), []);
const manifest = object({
    schemaVersion: oneOf(2),
    mediaType: nullish(mediaType),
    artifactType,
    config: descriptor,
    layers: descriptors,
    subject: nullish(descriptor),
    annotations,
});
const index = object({
    schemaVersion: oneOf(2),
    mediaType: nullish(mediaType),
    artifactType,
    manifests: descriptors,
    subject: nullish(descriptor),
    annotations,
});
/** What has to be known before a document is read as a manifest or as an index. */
const versioned = object({ schemaVersion: integer });
const head = object({
    mediaType: nullish(mediaType),
    manifests: nullish(anything),
    config: nullish(anything),
    layers: nullish(anything),
});
/**
 * Checks a manifest or an index from elsewhere. Fields that the specification does not name are dropped: a caller that
 * needs the document byte for byte keeps the bytes.
 *
 * @param sentAs the media type that the transport gave (Content-Type, or the descriptor's); `undefined` when it gave none
 * @throws InfraError when the bytes are not such a document
 * @throws UserError for Docker's schema 1, which has no digests of uncompressed layers
 */
function manifest_parseManifest(bytes, sentAs) {
    const given = sentAs === undefined ? undefined : bareMediaType(sentAs);
    if (given !== undefined && isSchema1Type(given))
        throw schema1();
    const document = JsonDocument.parse(bytes, 'image manifest', MAX_MANIFEST_SIZE);
    if (document.decode(versioned).schemaVersion === 1)
        throw schema1();
    const { mediaType: stated, manifests, config, layers } = document.decode(head);
    if (given !== undefined && stated !== undefined && given !== stated) {
        throw new errors_InfraError(`image manifest: its mediaType is ${stated}, but it was sent as ${given}`);
    }
    // To one reader it would be a manifest and to another an index: two contents under one digest.
    if (manifests !== undefined && (config !== undefined || layers !== undefined)) {
        throw new errors_InfraError('image manifest: it has the fields of an index and of a manifest at once');
    }
    const type = given ?? stated ?? (manifests === undefined ? OCI_MANIFEST : media_types_OCI_INDEX);
    if (media_types_isIndexType(type))
        return { kind: 'index', mediaType: type, index: document.decode(index) };
    if (isManifestType(type))
        return { kind: 'manifest', mediaType: type, manifest: document.decode(manifest) };
    throw new errors_InfraError(`image manifest: unknown media type ${type}`);
}
/** The `index.json` of an OCI layout. @throws as `parseManifest` */
function parseIndex(bytes) {
    const document = manifest_parseManifest(bytes, OCI_INDEX);
    if (document.kind !== 'index')
        throw new EngineBug('an index was read as a manifest');
    return document.index;
}
/** Without parameters; `undefined` for the types that servers give to any file. */
function bareMediaType(text) {
    const bare = (text.split(';')[0] ?? '').trim().toLowerCase();
    return ['', 'application/json', 'application/octet-stream', 'text/plain'].includes(bare) ? undefined : bare;
}
function isSchema1Type(type) {
    return /^application\/vnd\.docker\.distribution\.manifest\.v1\+(?:json|prettyjws)$/.test(type);
}
function schema1() {
    return new errors_UserError('the image has a manifest of Docker schema 1, which was withdrawn in 2017', {
        hint: 'Pull it with an old Docker and push it again with a current one, or take a newer tag.',
    });
}
/**
 * The manifest (or nested index) that fits `wanted` best; of equally good ones, the first. An entry without a platform is
 * taken only where no other entry fits. Attestations are never chosen.
 */
function selectPlatform({ manifests }, wanted) {
    let best;
    for (const entry of manifests.filter(manifest_namesImage)) {
        const offered = entry.platform;
        const distance = offered === undefined ? Number.MAX_VALUE : platformDistance(wanted, offered);
        if (distance !== undefined && (best === undefined || distance < best.distance))
            best = { entry, distance };
    }
    return best?.entry;
}
/** The platforms that the index has images for, in its order, as `os/architecture[/variant]`. */
function offeredPlatforms({ manifests }) {
    const offered = manifests.filter(manifest_namesImage).flatMap((entry) => entry.platform ?? []);
    return [...new Set(offered.map((one) => formatPlatform(normalisePlatform(one))))];
}
/** The digest of the image that an entry of an index says something about; `undefined` for an image itself. */
function manifest_attestedImage({ annotations }) {
    return annotations?.[REFERENCE_DIGEST];
}
/** Whether an entry of an index leads to an image, and not to what is said about one. */
function manifest_namesImage(entry) {
    if (Object.hasOwn(entry.annotations ?? {}, REFERENCE_TYPE))
        return false;
    if (entry.platform?.os === 'unknown' && entry.platform.architecture === 'unknown')
        return false;
    return isManifestType(entry.mediaType) || media_types_isIndexType(entry.mediaType);
}

;// CONCATENATED MODULE: ./lib/http/http-error.js

/** A server, or the connection to it, failed. Message and address hold no credentials. */
class HttpError extends errors_InfraError {
    status;
    codes;
    retryAfterMs;
    #details;
    constructor(message, details) {
        super(message, {
            retryable: details.retryable,
            attempts: details.attempts ?? 1,
            url: redactUrl(details.url),
            hint: details.hint,
            cause: details.cause,
        });
        this.status = details.status;
        this.codes = details.codes ?? [];
        this.retryAfterMs = details.retryAfterMs;
        this.#details = details;
    }
    /** The same error, after more than one attempt. */
    afterAttempts(attempts) {
        return attempts <= this.attempts ? this : new HttpError(this.message, { ...this.#details, attempts });
    }
    /** The same error, where it is known that another attempt can help. */
    asRetryable() {
        return this.retryable ? this : new HttpError(this.message, { ...this.#details, retryable: true });
    }
}
/** Status of the answer that caused an error; absent if no answer did. */
function statusOf(error) {
    return error instanceof HttpError ? error.status : undefined;
}
/** Without user, password, query and fragment: the addresses of uploads and downloads carry signatures in their query. */
function redactUrl(url) {
    return `${url.protocol}//${url.host}${url.pathname}`;
}
/** Text from a server, fit for one line of a log: no control characters, of a bounded length, and without `secrets`. */
function printable(text, maxLength, secrets = []) {
    let safe = text;
    for (const secret of secrets)
        if (secret.length > 3)
            safe = safe.replaceAll(secret, '***');
    // eslint-disable-next-line no-control-regex -- they are what is taken out
    safe = safe.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
    return safe.length > maxLength ? `${safe.slice(0, maxLength)}…` : safe;
}

;// CONCATENATED MODULE: ./lib/http/content-range.js

/**
 * Reads from the headers of a success which part it holds. A server may send the whole, although a part was asked for.
 *
 * @param asked offset from which on everything was asked for
 * @throws HttpError when the answer is another part
 */
function partOf(response, asked) {
    const length = contentLength(response);
    if (response.status !== 206)
        return { start: 0, total: length };
    const header = response.headers['content-range'] ?? '';
    const [, first, last, total] = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15}|\*)$/.exec(header) ?? [];
    const isPart = Number(first) === asked && Number(last) >= asked && (total === '*' || Number(last) < Number(total));
    if (isPart && (length === undefined || length === Number(last) - asked + 1)) {
        return { start: asked, total: total === '*' ? undefined : Number(total) };
    }
    throw new HttpError(`${response.url.host} was asked for bytes from ${asked} on, but sent ${JSON.stringify(printable(header, 60))}`, { retryable: false, url: response.url });
}
/** Bytes of the body by its header. */
function contentLength({ headers }) {
    const header = headers['content-length'];
    return header !== undefined && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
}

;// CONCATENATED MODULE: ./lib/http/download.js


/** Bytes after which a download that breaks off has all its attempts again. */
const PROGRESS = 1024 * 1024;
/** Breaks after which it has them no more, whatever progress it makes. */
const MAX_BREAKS = 50;
/** A server has, or sends, another number of bytes than it should. */
class WrongSize extends HttpError {
}
/**
 * The bytes of something that never changes, from `offset` on. When the connection breaks off, the rest is asked for with a
 * range request (RFC 9110, section 14). The number of bytes is checked here; the caller verifies the digest.
 *
 * @throws WrongSize when it does not have `size` bytes; HttpError when no attempt is left; what `ask` and `failure` give
 */
async function* downloadFixed(download, size, offset = 0) {
    if (offset > 0 && offset === size)
        return;
    yield* resuming(download, undefined, offset, { size });
}
/**
 * The body of `first`, the answer to a request for the whole. The rest can be asked for when the server gave a strong ETag,
 * by which it says whether the content is still the same.
 *
 * @throws HttpError when the rest cannot be had. If that is retryable, the caller may ask for the whole again
 */
function downloadChanging(download, first) {
    const { etag } = first.headers;
    return resuming(download, first, 0, { etag: etag?.startsWith('W/') === true ? undefined : etag });
}
async function* resuming(download, first, offset, identity) {
    const { ask, budget, signal } = download;
    const etag = identity.size === undefined ? identity.etag : undefined;
    let at = offset;
    let progress = 0;
    let response = first;
    for (let breaks = 1;; breaks++) {
        const before = at;
        try {
            response ??= await ask({ ...rangeFrom(at), ...(etag !== undefined && at > 0 && { 'if-range': etag }) });
            for await (const chunk of rest(download, response, at, identity)) {
                at += chunk.byteLength;
                progress += chunk.byteLength;
                yield chunk;
            }
            return;
        }
        catch (error) {
            // All of it came, and only the end of the answer is missing.
            if (at > before && at === identity.size)
                return;
            const mayResume = identity.size !== undefined || etag !== undefined;
            if (!mayResume || error instanceof Changed || error instanceof WrongSize)
                throw error;
            if (progress >= PROGRESS && breaks < MAX_BREAKS) {
                budget.restart();
                progress = 0;
            }
            await budget.waitAfter(error, signal);
        }
        response = undefined;
    }
}
/** What one answer gives of the content from `at` on. */
async function* rest(download, response, at, identity) {
    const { label } = download;
    const { url, headers, status } = response;
    const { size } = identity;
    if (status === 416 && size === undefined && headers['content-range'] === `bytes */${at}`) {
        // The download broke off after its last byte.
        await response.discard();
        return;
    }
    if (status < 200 || status > 299)
        throw await download.failure(response);
    const part = checkedPart(download, response, at, identity);
    let skip = at - part.start;
    let received = part.start;
    for await (const chunk of response.body()) {
        received += chunk.byteLength;
        if (size !== undefined && received > size)
            throw wrongSize(label, url, size, received);
        const wanted = chunk.subarray(Math.min(skip, chunk.byteLength));
        skip -= chunk.byteLength - wanted.byteLength;
        if (wanted.byteLength > 0)
            yield wanted;
    }
    if (skip > 0)
        throw new Changed(label, url);
    if (part.total !== undefined && received < part.total) {
        throw new HttpError(`${url.host} sent only a part of ${label}`, { retryable: true, url, retryAfterMs: 0 });
    }
    if (size !== undefined && received !== size)
        throw wrongSize(label, url, size, received);
}
/** @throws HttpError when the answer is not the content from `at` on, or from its start; then it is abandoned */
function checkedPart({ label }, response, at, identity) {
    const { url, headers, status } = response;
    try {
        const part = partOf(response, at);
        const { size } = identity;
        if (size !== undefined && part.total !== undefined && part.total !== size) {
            throw wrongSize(label, url, size, part.total);
        }
        // A part that was asked for with If-Range is of the same content. The whole, which any server may send instead, need not be.
        const mayDiffer = size === undefined && at > 0;
        if (mayDiffer && (status !== 206 || headers.etag !== undefined) && headers.etag !== identity.etag) {
            throw new Changed(label, url);
        }
        return part;
    }
    catch (error) {
        response.abandon();
        throw error;
    }
}
/** What is on the server now is not what the download began with. */
class Changed extends HttpError {
    constructor(label, url) {
        super(`${label} changed while it was downloaded`, { retryable: true, url });
    }
}
function wrongSize(label, url, size, received) {
    const bytes = `${received > size ? 'at least ' : ''}${received}`;
    return new WrongSize(`${url.host} sent ${bytes} bytes for ${label}, which should have ${size}`, {
        retryable: false,
        url,
    });
}
function rangeFrom(offset) {
    return offset === 0 ? {} : { range: `bytes=${offset}-` };
}

;// CONCATENATED MODULE: ./lib/http/download-part.js



/**
 * Some of the bytes of something that never changes, by range requests. When the connection breaks off, the rest is asked for. Only the
 * number of bytes is checked.
 *
 * @param size bytes of the whole
 * @throws HttpError when no attempt is left, or the server does not give parts; WrongSize when the whole has another size; what `ask` and
 *   `failure` give
 */
async function* downloadPart(download, size, { offset, length }) {
    const { label, ask, budget, signal } = download;
    const end = offset + length;
    let at = offset;
    while (at < end) {
        try {
            const response = await ask({ range: `bytes=${at}-${end - 1}` });
            await checkAnswer(download, response, at, size);
            for await (const chunk of response.body()) {
                if (at + chunk.byteLength > end)
                    throw failed(response, `sent more than was asked for of ${label}`);
                at += chunk.byteLength;
                yield chunk;
            }
            if (at < end)
                throw failed(response, `sent only a part of ${label}`, true);
        }
        catch (error) {
            if (at === end)
                return;
            await budget.waitAfter(error, signal);
        }
    }
}
/** @throws when it does not give the bytes from `at` on; then it is abandoned */
async function checkAnswer(download, response, at, size) {
    const { label } = download;
    const { status, url } = response;
    if (status < 200 || status > 299)
        throw await download.failure(response);
    try {
        // The whole may be thousands of times as much, and come again for the next part.
        if (status !== 206)
            throw failed(response, `sent all of ${label} instead of a part`);
        const { total } = partOf(response, at);
        if (total === undefined || total === size)
            return;
        throw new WrongSize(`${url.host} has ${total} bytes for ${label}, which should have ${size}`, {
            retryable: false,
            url,
        });
    }
    catch (error) {
        response.abandon();
        throw error;
    }
}
function failed({ url }, what, retryable = false) {
    return new HttpError(`${url.host} ${what}`, { retryable, url, ...(retryable && { retryAfterMs: 0 }) });
}

;// CONCATENATED MODULE: ./lib/http/retry-policy.js
/** For a request inside an operation that is itself tried again as a whole. */
const NO_RETRY = { maxAttempts: 1, maxElapsedMs: 0, baseMs: 0, maxWaitMs: 0 };
/** For an answer that the build cannot do without: a base image, a token, a download. */
const retry_policy_RETRY_REQUIRED = { maxAttempts: 6, maxElapsedMs: 120_000, baseMs: 500, maxWaitMs: 15_000 };
/** For an upload that the build cannot do without. A single attempt can take minutes. */
const RETRY_REQUIRED_UPLOAD = { ...retry_policy_RETRY_REQUIRED, maxElapsedMs: 900_000 };
/** For what a signature needs. All talk about signatures is bounded as a whole as well. */
const RETRY_SIGNING = { maxAttempts: 3, maxElapsedMs: 30_000, baseMs: 500, maxWaitMs: 5_000 };
/** For a mirror: when it fails, the registry that it mirrors is asked instead. */
const RETRY_MIRROR = { maxAttempts: 2, maxElapsedMs: 5_000, baseMs: 250, maxWaitMs: 1_000 };
/** For a cache service: a build goes on without it. */
const RETRY_CACHE = { maxAttempts: 4, maxElapsedMs: 30_000, baseMs: 400, maxWaitMs: 5_000 };
/** For an upload to a cache service. A single attempt can take minutes. */
const RETRY_CACHE_UPLOAD = { ...RETRY_CACHE, maxElapsedMs: 300_000 };

;// CONCATENATED MODULE: ./lib/registry/download.js





/**
 * The bytes of a blob from `offset` on, with the attempts of the session's retry policy. The number of bytes is checked; the
 * caller verifies the digest.
 *
 * @throws HttpError when the blob cannot be had, or has another size
 * @throws UserError for a foreign layer that this registry does not hold
 */
function downloadBlob(repository, blob, offset, signal) {
    return downloadFixed(downloadOf(repository, blob, signal), blob.size, offset);
}
/** Some of the bytes of a blob. @throws as `downloadBlob`; HttpError when the registry does not give parts */
function downloadBlobPart(repository, blob, part, signal) {
    return downloadPart(downloadOf(repository, blob, signal), blob.size, part);
}
function downloadOf(repository, blob, signal) {
    const { session } = repository;
    const request = {
        method: 'GET',
        target: `v2/${repository.name}/blobs/${blob.digest}`,
        scopes: repository.pullScopes,
        retry: NO_RETRY,
        signal,
    };
    return {
        label: `blob ${blob.digest}`,
        ask: (headers) => session.open({ ...request, headers }),
        failure: (response) => failure(repository, blob, response),
        budget: session.budget(),
        signal,
    };
}
async function failure(repository, blob, response) {
    const error = await repository.session.failure(response);
    const [url] = blob.urls ?? [];
    if (response.status !== 404 || url === undefined)
        return error;
    const host = URL.canParse(url) ? new URL(url).host : 'another server';
    return new errors_UserError(`layer ${blob.digest} is a foreign layer: ${repository.session.endpoint.name} does not hold it, but names ${printable(host, 100)}`, { hint: 'Layers are fetched from registries only. Use an image whose layers its registry holds.', cause: error });
}

;// CONCATENATED MODULE: ./lib/registry/documents.js






/**
 * Reads the manifest or index under a tag or digest. Where documents are kept, the registry is only asked for the digest of a
 * tag, and a document that is kept is not fetched again. For the digest, HEAD is enough, which Docker Hub's limit does not count.
 */
async function readManifest(documents, repository, tagOrDigest, signal) {
    if (documents === undefined)
        return await repository.manifest(tagOrDigest, signal);
    const head = isDigest(tagOrDigest) ? { digest: tagOrDigest } : await repository.manifestHead(tagOrDigest, signal);
    const kept = await documents.find(head.digest, MAX_MANIFEST_SIZE);
    if (kept !== undefined)
        return { digest: head.digest, bytes: kept, document: manifest_parseManifest(kept) };
    const fetched = head.fetched ?? (await repository.manifest(head.digest, signal));
    await documents.keep({ digest: fetched.digest, size: fetched.bytes.byteLength }, fetched.bytes);
    return fetched;
}
/** Reads a config. One that is kept is not fetched again. */
async function readConfig(documents, repository, blob, signal) {
    const kept = await documents?.find(blob.digest, image_config_MAX_CONFIG_SIZE);
    if (kept !== undefined)
        return kept;
    const bytes = await fetchSmall(repository, blob, image_config_MAX_CONFIG_SIZE, signal);
    await documents?.keep(blob, bytes);
    return bytes;
}
/** Fetches and verifies a whole blob. */
async function fetchSmall(repository, blob, maxBytes, signal) {
    if (blob.size > maxBytes)
        throw new errors_InfraError(`config ${blob.digest} has ${blob.size} bytes; at most ${maxBytes} are read`);
    const chunks = [];
    const hash = (0,external_node_crypto_namespaceObject.createHash)(digestAlgorithm(blob.digest));
    for await (const chunk of downloadBlob(repository, blob, 0, signal)) {
        hash.update(chunk);
        chunks.push(chunk);
    }
    if (hash.digest('hex') !== digestHex(blob.digest)) {
        throw new errors_InfraError(`${repository.session.endpoint.name} sent a config with another digest than ${blob.digest}`);
    }
    return Buffer.concat(chunks);
}

;// CONCATENATED MODULE: ./lib/registry/access-denied.js


/** What the user can do about a 401 or 403. */
function loginHint(registry, permission) {
    const login = `docker login${registry === DOCKER_HUB ? '' : ` ${registry}`}`;
    if (permission !== 'push')
        return `Log in with ${login}, or check the credentials in Docker's config.json.`;
    const token = registry === 'ghcr.io' ? "; in a GitHub workflow also give the job's token permissions: packages: write" : '';
    return `Log in with ${login} as someone who may push${token}.`;
}
/**
 * Makes an error from a 401 or 403.
 *
 * @param name full name of the image or repository
 * @param problem what is wrong with the source of credentials, if anything is
 */
function accessDenied(action, name, registry, error, problem) {
    const hint = loginHint(registry, action === 'push' ? 'push' : undefined);
    return new errors_UserError(`${action} of ${name} was denied (${error.message})`, {
        hint: problem === undefined ? hint : `${hint} Note: ${problem}.`,
        cause: error,
    });
}
/** Whether the status says that access is denied. */
function isAccessDenied(status) {
    return status === 401 || status === 403;
}

;// CONCATENATED MODULE: ./lib/registry/mirror-fallback.js




/**
 * Asks the mirrors in order, then the origin, and gives the first answer about an image. A mirror that does not have it, denies access
 * or fails is skipped with an event. What the origin answers is final.
 *
 * @param name full name of the image, for messages
 * @throws UserError when the origin does not have the image or denies access; InfraError when it fails
 */
async function askInOrder(registries, repositories, name, signal, ask) {
    const skipped = [];
    for (const repository of repositories) {
        try {
            return await ask(repository);
        }
        catch (error) {
            signal.throwIfAborted();
            if (!repository.session.endpoint.mirror)
                throw explainError(error, repository, name, skipped);
            skipped.push(skipMirror(registries, repository, name, error));
        }
    }
    throw new errors_InfraError(`there is no registry to ask for ${name}`);
}
/**
 * Reads a blob as `askInOrder` asks. When a mirror fails in the middle, the next registry goes on from there.
 *
 * @param read the bytes that are still wanted, from one registry
 * @throws UserError when the origin denies access; else what the origin's `read` throws
 */
async function* readInOrder(registries, { source, digest }, signal, read) {
    for (const repository of registries.pullRepositories(source)) {
        try {
            yield* read(repository);
            return;
        }
        catch (error) {
            passOver(registries, repository, digest, error, signal);
        }
    }
}
/** Whether a mirror or the origin has the blob. @throws as `readInOrder` */
async function isInAny(registries, { source, digest }, signal) {
    for (const repository of registries.pullRepositories(source)) {
        try {
            if (await repository.hasBlob(digest, signal))
                return true;
        }
        catch (error) {
            passOver(registries, repository, digest, error, signal);
        }
    }
    return false;
}
/** A blob's mirror that failed is skipped. @throws the error, explained, if it is the origin's */
function passOver(registries, repository, digest, error, signal) {
    signal.throwIfAborted();
    const name = `blob ${digest}`;
    if (!repository.session.endpoint.mirror)
        throw explainBlobError(repository, name, error);
    skipMirror(registries, repository, name, error);
}
/** Reports why a mirror is skipped. @returns the reason, in words */
function skipMirror(registries, repository, name, error) {
    // Any other error is a fault in this program. It must show, and not be hidden by asking the next registry.
    if (!(error instanceof errors_InfraError) && !(error instanceof errors_UserError))
        throw error;
    const { session } = repository;
    // A mirror that does not answer, or sends wrong content, would cost the same time again at the next request.
    if (error instanceof HttpError && error.status === undefined)
        registries.markUnusable(session);
    const missing = error instanceof HttpError && error.status === 404;
    const words = `mirror ${session.endpoint.name}: ${missing ? `it has no ${name}` : error.message}`;
    registries.events(missing ? { type: 'notice', message: words } : { type: 'warning', message: `${words}; asking the next registry` });
    return words;
}
function explainError(error, repository, name, skipped) {
    if (!(error instanceof HttpError))
        return error;
    const { endpoint, credentialProblem } = repository.session;
    const before = skipped.length === 0 ? '' : ` Asked before: ${skipped.join('; ')}.`;
    if (isAccessDenied(error.status))
        return accessDenied('pull', name, endpoint.name, error, credentialProblem);
    if (error.status === 404) {
        return new errors_UserError(`there is no image ${name}`, {
            hint: `Check its name and tag; if it is private, log in to ${endpoint.name}.${before}`,
            cause: error,
        });
    }
    const advice = error.hint ?? hubAdvice(error, endpoint.name);
    if (skipped.length === 0 && advice === undefined)
        return error;
    return new errors_InfraError(error.message, {
        retryable: error.retryable,
        attempts: error.attempts,
        ...(error.url === undefined ? {} : { url: error.url }),
        hint: `${advice ?? ''}${before}`.trim(),
        cause: error,
    });
}
function explainBlobError(repository, name, error) {
    if (!(error instanceof HttpError) || !isAccessDenied(error.status))
        return error;
    const { endpoint, credentialProblem } = repository.session;
    const blob = `${name} of ${endpoint.name}/${repository.name}`;
    return accessDenied('pull', blob, endpoint.name, error, credentialProblem);
}
/** Many machines do not reach Docker Hub, or have used up what it gives to a stranger. */
function hubAdvice({ status }, registry) {
    if (registry !== DOCKER_HUB || (status !== undefined && status !== 429))
        return undefined;
    return 'If this machine has a mirror of Docker Hub, name it: --registry-mirror URL, or the input registry-mirrors.';
}

;// CONCATENATED MODULE: ./lib/async/progress.js
/** Milliseconds between two reports. */
const INTERVAL_MS = 100;
/** Reports the progress of a transfer of bytes: about ten times a second, and always at the end. */
class Progress {
    #total;
    #report;
    #now;
    #done = 0;
    #last = Number.NEGATIVE_INFINITY;
    /**
     * @param report gets the bytes so far. At the end it gets `total`, and if nothing had to move, the reason
     * @param now milliseconds
     */
    constructor(total, report, now) {
        this.#total = total;
        this.#report = report;
        this.#now = now;
    }
    /** Nothing moves any more, and what has moved is to move again. */
    putOff() {
        if (this.#done > 0)
            this.#report(0);
        this.#done = 0;
    }
    /** Another attempt begins from the start. */
    restart() {
        this.#done = 0;
    }
    add(bytes) {
        this.#done += bytes;
        // `finish` reports the end, when the other side has taken all bytes.
        if (this.#done >= this.#total || this.#now() - this.#last < INTERVAL_MS)
            return;
        this.#last = this.#now();
        this.#report(this.#done);
    }
    finish(skipped) {
        this.#report(this.#total, skipped);
    }
}

;// CONCATENATED MODULE: ./lib/registry/transfer-progress.js

/** `transfer` events of one blob. @param now milliseconds */
function transferProgress(sink, direction, { digest, size: total }, now) {
    const tell = (done, skipped) => sink({ type: 'transfer', direction, digest, done, total, ...(skipped !== undefined && { skipped }) });
    return new Progress(total, tell, now);
}
/** For a blob whose progress is reported by other code: a cache reports in the same way for all of its locations. */
function silentProgress({ size }) {
    return new Progress(size, () => undefined, () => 0);
}

;// CONCATENATED MODULE: ./lib/registry/pull.js












/**
 * Media types of image configs. Docker's early registries stored configs as octet-stream. With any other type, the manifest is
 * of another kind of artifact.
 */
const CONFIG_TYPES = new Set([
    OCI_CONFIG,
    DOCKER_CONFIG,
    'application/octet-stream',
    'application/json',
]);
/**
 * Reads manifest and config of an image, from the first registry that has it.
 *
 * @throws UserError when there is no such image, none for `platform`, or access is denied; InfraError when the origin fails
 */
async function resolveImage(registries, asked, platform, signal) {
    const reference = withDefaultTag(asked);
    const name = formatReference(reference);
    const { documents } = registries;
    const repositories = registries.pullRepositories(reference);
    const found = await askInOrder(registries, repositories, name, signal, async (repository) => {
        const first = await readManifest(documents, repository, tagOrDigest(reference), signal);
        const chosen = await choose(name, documents, repository, first, platform, signal);
        if ('offered' in chosen)
            return chosen;
        const { document } = chosen;
        checkConfigType(document.manifest, name);
        const configBytes = await heldPart(name, 'config', readConfig(documents, repository, document.manifest.config, signal));
        return { chosen, configBytes };
    });
    if ('offered' in found) {
        throw new errors_UserError(`${name} has no image for ${formatPlatform(platform)}`, {
            hint: found.offered.length === 0 ? 'It names no platform at all.' : `It has ${found.offered.join(', ')}.`,
        });
    }
    const { chosen, configBytes } = found;
    const { manifest, mediaType } = chosen.document;
    const [outermost] = chosen.indexes;
    const config = image_config_parseImageConfig(configBytes);
    const { registry, repository } = reference;
    return {
        reference,
        digest: chosen.digest,
        ...(outermost === undefined ? {} : { indexDigest: outermost.digest }),
        mediaType,
        manifest,
        manifestBytes: chosen.bytes,
        config,
        configBytes,
        documents: [...[...chosen.indexes, chosen].map(descriptorOf), manifest.config],
        layers: imageLayers(name, manifest, config).map((layer) => ({ layer, source: { registry, repository } })),
    };
}
async function choose(name, documents, repository, first, platform, signal) {
    let current = first;
    const indexes = [];
    for (let nesting = 0; nesting <= manifest_MAX_INDEX_DEPTH; nesting++) {
        const { document } = current;
        if (document.kind === 'manifest')
            return { ...current, document, indexes };
        indexes.push(current);
        const descriptor = selectPlatform(document.index, platform);
        if (descriptor === undefined)
            return { offered: offeredBy(document.index) };
        current = await heldPart(name, 'manifest', readManifest(documents, repository, descriptor.digest, signal));
        if (current.bytes.byteLength !== descriptor.size) {
            throw new errors_InfraError(`manifest ${descriptor.digest} has another size than its index says`);
        }
    }
    throw new errors_InfraError(`index ${first.digest} holds indexes in more than ${manifest_MAX_INDEX_DEPTH} levels`);
}
/** Of an image that the registry has, it must have all parts: if it does not, that is not the fault of who named the image. */
async function heldPart(name, what, reading) {
    try {
        return await reading;
    }
    catch (error) {
        if (!(error instanceof HttpError) || error.status !== 404)
            throw error;
        throw new errors_InfraError(`the registry has ${name}, but not its ${what}: ${error.message}`, { cause: error });
    }
}
function descriptorOf({ digest, bytes, document }) {
    return { mediaType: document.mediaType, digest, size: bytes.byteLength };
}
function offeredBy(index) {
    return offeredPlatforms(index).slice(0, 30);
}
function checkConfigType({ config, artifactType }, name) {
    if (CONFIG_TYPES.has(config.mediaType))
        return;
    throw new errors_UserError(`${name} is not a container image, but an artifact of type ${artifactType ?? config.mediaType}`);
}
/**
 * The bytes of a blob, from a mirror if one has it. When a mirror fails in the middle, the next registry goes on from there. The
 * number of bytes is checked; the caller verifies the digest.
 *
 * @throws HttpError, UserError as `downloadBlob`
 */
async function* fetchBlob(registries, source, blob, signal, progress = transferProgress(registries.events, 'pull', blob, () => registries.now())) {
    let at = 0;
    yield* readInOrder(registries, { source, digest: blob.digest }, signal, async function* (repository) {
        for await (const chunk of downloadBlob(repository, blob, at, signal)) {
            at += chunk.byteLength;
            progress.add(chunk.byteLength);
            yield chunk;
        }
        progress.finish();
    });
}
/** Some of the bytes of a blob. Only their number is checked. @throws as `fetchBlob`, also when no registry gives parts */
async function* fetchBlobPart(registries, source, blob, part, signal) {
    let { offset, length } = part;
    yield* readInOrder(registries, { source, digest: blob.digest }, signal, async function* (repository) {
        for await (const chunk of downloadBlobPart(repository, blob, { offset, length }, signal)) {
            offset += chunk.byteLength;
            length -= chunk.byteLength;
            yield chunk;
        }
    });
}
/**
 * The digest that a reference's tag points to, without reading a document.
 *
 * @throws UserError when there is no such image, or access is denied; InfraError when the origin fails
 */
async function resolveDigest(registries, asked, signal) {
    const reference = withDefaultTag(asked);
    const name = formatReference(reference);
    const repositories = registries.pullRepositories(reference);
    const head = await askInOrder(registries, repositories, name, signal, (repository) => repository.manifestHead(tagOrDigest(reference), signal));
    return head.digest;
}

;// CONCATENATED MODULE: ./lib/http/request-body.js

function bytesBody(bytes) {
    return { size: bytes.byteLength, open: () => [bytes] };
}
/** Reading a body from where it comes from failed, not sending it. */
class SourceFailure extends Error {
    name = 'SourceFailure';
    constructor(cause) {
        super('the source of the body failed', { cause });
    }
}
/**
 * Writes the body as fast as the other side takes it. Returns early, without ending the request, when the answer comes before
 * the whole body is sent, or when the connection is gone.
 *
 * @throws SourceFailure with what `open` threw, or when it gives a number of bytes other than `size`
 */
async function sendBody(request, body, idle, { idleMs, commitMs }) {
    let over = false;
    let wake;
    const stop = () => {
        over = true;
        wake?.();
    };
    request.once('response', stop);
    request.once('close', stop);
    request.on('drain', () => wake?.());
    let sent = 0;
    for await (const chunk of source(body)) {
        if (stopped())
            return;
        sent += chunk.byteLength;
        if (sent > body.size)
            break;
        if (request.write(chunk))
            continue;
        // The timer runs while we wait for the server, and not while we wait for our own source of bytes.
        idle.start(idleMs, 'no progress of the upload');
        await new Promise((resolve) => {
            wake = resolve;
            if (stopped())
                resolve();
        });
        wake = undefined;
        idle.stop();
        if (stopped())
            return;
    }
    if (sent !== body.size) {
        throw new SourceFailure(new errors_EngineBug(`a body of ${body.size} bytes was promised, but its source gave ${sent}`));
    }
    idle.start(commitMs, 'no answer');
    request.end();
    function stopped() {
        return over;
    }
}
async function* source(body) {
    let chunks;
    try {
        const opened = body.open();
        chunks = Symbol.asyncIterator in opened ? opened[Symbol.asyncIterator]() : opened[Symbol.iterator]();
    }
    catch (error) {
        throw new SourceFailure(error);
    }
    let ended = false;
    try {
        for (;;) {
            const next = await nextChunk(chunks);
            if (next.done === true) {
                ended = true;
                return;
            }
            yield next.value;
        }
    }
    finally {
        if (!ended)
            await chunks.return?.();
    }
}
async function nextChunk(chunks) {
    try {
        return await chunks.next();
    }
    catch (error) {
        throw new SourceFailure(error);
    }
}

;// CONCATENATED MODULE: ./lib/registry/put-document.js



/**
 * Puts a manifest under every tag, or under its digest if there is none (distribution-spec, "Pushing Manifests"). The specification wants
 * a 201. Registries also send a 200 or a 202, and so does a proxy that knows nothing of registries: without a digest in the answer, what
 * was put is asked for.
 *
 * @returns also the subject that the registry says it has noted (`OCI-Subject`)
 * @throws HttpError
 */
async function putDocument(repository, tags, { mediaType, bytes }, signal) {
    const { session, name, pushScopes } = repository;
    const digest = digest_sha256(bytes);
    let subject;
    for (const tag of tags.length === 0 ? [digest] : new Set(tags)) {
        let doubtful;
        const request = {
            method: 'PUT',
            target: `v2/${name}/manifests/${tag}`,
            scopes: pushScopes,
            headers: { 'content-type': mediaType },
            body: bytesBody(bytes),
            signal,
        };
        await session.send(request, async (response) => {
            if (response.status < 200 || response.status > 202)
                throw await session.failure(response);
            await response.discard();
            const noted = response.headers['oci-subject'];
            if (typeof noted === 'string')
                subject = noted;
            const stated = response.headers['docker-content-digest'];
            if (stated !== undefined && stated !== digest) {
                throw new HttpError(`${response.url.host} stored the manifest ${digest} under another digest`, {
                    retryable: false,
                    url: response.url,
                });
            }
            if (response.status !== 201 && stated === undefined)
                doubtful = response.url;
        });
        if (doubtful !== undefined && !(await repository.hasManifest(digest, signal, tag))) {
            const place = tags.length === 0 ? name : `${name}:${tag}`;
            throw new HttpError(`${doubtful.host} accepted the manifest ${digest}, and does not have it in ${place}`, {
                retryable: false,
                url: doubtful,
            });
        }
    }
    return { digest, subject };
}

;// CONCATENATED MODULE: ./lib/http/retry.js

const RETRYABLE_STATUSES = new Set([408, 429, 500, 502, 503, 504]);
function isRetryableStatus(status) {
    return RETRYABLE_STATUSES.has(status);
}
/** Counts the attempts of one operation, and waits between them. */
class RetryBudget {
    #policy;
    #clock;
    #random;
    #attempts = 0;
    #started;
    #spent = false;
    /** @param random gives numbers in [0, 1) */
    constructor(policy, clock, random) {
        this.#policy = policy;
        this.#clock = clock;
        this.#random = random;
        this.#started = clock.now();
    }
    /** Gives all attempts back: the operation made progress, so the next failure is a new one. */
    restart() {
        this.#attempts = 0;
        this.#started = this.#clock.now();
    }
    /**
     * To be called when an attempt failed. Returns when the next one may begin.
     *
     * @throws `error`, with the number of attempts in it, when there is to be no further attempt; the signal's reason
     */
    async waitAfter(error, signal) {
        signal.throwIfAborted();
        // An operation inside another one can share its budget: once spent, it stays spent for both.
        if (this.#spent || !(error instanceof HttpError))
            throw error;
        this.#attempts += 1;
        const wait = error.retryAfterMs ?? this.#backoff();
        const late = this.#clock.now() - this.#started + wait > this.#policy.maxElapsedMs;
        if (!error.retryable || this.#attempts >= this.#policy.maxAttempts || late) {
            this.#spent = true;
            throw error.afterAttempts(this.#attempts);
        }
        await this.#clock.sleep(wait, signal);
    }
    /** Half of the wait is fixed and half is random, so that many clients do not come back at the same moment. */
    #backoff() {
        const bound = Math.min(this.#policy.maxWaitMs, this.#policy.baseMs * 2 ** (this.#attempts - 1));
        return bound / 2 + (this.#random() * bound) / 2;
    }
}
/** Calls `attempt` until it succeeds or the budget is spent. */
async function retrying(budget, signal, attempt) {
    for (;;) {
        try {
            return await attempt();
        }
        catch (error) {
            await budget.waitAfter(error, signal);
        }
    }
}
/**
 * RFC 9110, "Retry-After": seconds or a date.
 *
 * @returns milliseconds, or `undefined` for anything else
 */
function parseRetryAfter(text, now) {
    if (text === undefined)
        return undefined;
    const trimmed = text.trim();
    if (/^\d{1,9}$/.test(trimmed))
        return Number(trimmed) * 1000;
    const date = /^[A-Z][a-z]+,/.test(trimmed) ? Date.parse(trimmed) : Number.NaN;
    return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

;// CONCATENATED MODULE: ./lib/registry/upload.js




/**
 * Makes sure that the repository has the blob: asks whether it is there, otherwise mounts it, otherwise uploads it in one request
 * (distribution-spec, "Pushing blobs", "Mounting a blob from another repository").
 *
 * @returns whether the bytes were uploaded
 */
async function pushBlob(repository, blob, progress, signal) {
    const found = await findBlob(repository, blob, progress, { signal });
    if (found === 'present')
        return found;
    await uploadBlob(repository, blob, found, progress, { signal });
    return 'uploaded';
}
/** Asks whether the blob is there, and otherwise mounts it. */
async function findBlob(repository, blob, progress, { once, signal }) {
    if (await repository.hasBlob(blob.descriptor.digest, signal, repository.pushScopes, once)) {
        progress.finish('already there');
        return 'present';
    }
    const mount = await mountBlob(repository, blob, signal, once);
    if (mount !== 'mounted')
        return { opened: mount };
    progress.finish(`mounted from ${blob.mountFrom?.repository ?? ''}`);
    return 'present';
}
async function uploadBlob(repository, blob, missing, progress, { once, signal }) {
    let { opened } = missing;
    let lost = false;
    const budget = repository.session.budget(once === true ? NO_RETRY : RETRY_REQUIRED_UPLOAD);
    await retrying(budget, signal, async () => {
        const address = opened ?? (await openUpload(repository, signal, once));
        opened = undefined;
        try {
            await putBlob(repository, blob, address, progress, { once, signal });
        }
        catch (error) {
            // The session is gone: the registry has several machines, or was restarted. Not all of them say so by a code.
            if (!(error instanceof HttpError) || error.status !== 404)
                throw error;
            const retry = !lost || error.codes.includes('BLOB_UPLOAD_UNKNOWN');
            lost = true;
            throw retry ? error.asRetryable() : error;
        }
    });
    progress.finish();
}
/**
 * Tries to mount the blob from another repository.
 *
 * @returns the address of an upload session that the registry opened instead; `undefined` when it did neither
 */
async function mountBlob(repository, { descriptor, mountFrom }, signal, once) {
    const { session, name } = repository;
    if (mountFrom === undefined || mountFrom.registry !== session.endpoint.name || mountFrom.repository === name) {
        return undefined;
    }
    const query = new URLSearchParams({ mount: descriptor.digest, from: mountFrom.repository });
    try {
        return await session.send({
            method: 'POST',
            target: `v2/${name}/blobs/uploads/?${query.toString()}`,
            scopes: [...repository.pushScopes, `repository:${mountFrom.repository}:pull`],
            headers: { 'content-length': '0' },
            once,
            signal,
        }, async (response) => {
            await response.discard();
            if (response.status === 201)
                return 'mounted';
            return response.status === 202 ? session.nextAddress(response.headers.location, response.url) : undefined;
        });
    }
    catch (error) {
        signal.throwIfAborted();
        // A registry may refuse a mount, and a token server the scope for it. The blob is uploaded then.
        if (error instanceof HttpError || error instanceof errors_UserError)
            return undefined;
        throw error;
    }
}
async function openUpload({ session, name, pushScopes }, signal, once) {
    const request = {
        method: 'POST',
        target: `v2/${name}/blobs/uploads/`,
        scopes: pushScopes,
        headers: { 'content-length': '0' },
        retry: NO_RETRY,
        once,
        signal,
    };
    return await session.send(request, async (response) => {
        if (response.status !== 202)
            throw await session.failure(response);
        await response.discard();
        return session.nextAddress(response.headers.location, response.url);
    });
}
async function putBlob({ session, pushScopes }, blob, address, progress, { once, signal }) {
    const { descriptor } = blob;
    const target = new URL(address);
    // The registry's query is kept as text, since encoding it again could change it.
    target.search += `${target.search === '' ? '?' : '&'}digest=${encodeURIComponent(descriptor.digest)}`;
    const request = {
        method: 'PUT',
        target,
        scopes: pushScopes,
        headers: { 'content-type': 'application/octet-stream' },
        body: { size: descriptor.size, open: () => counted(blob, progress) },
        retry: NO_RETRY,
        once,
        signal,
    };
    await session.send(request, async (response) => {
        if (response.status !== 201 && response.status !== 204)
            throw await session.failure(response);
        await response.discard();
        const stated = response.headers['docker-content-digest'];
        if (stated !== undefined && stated !== descriptor.digest) {
            throw new HttpError(`${response.url.host} stored blob ${descriptor.digest} under another digest`, {
                retryable: true,
                url: response.url,
            });
        }
    });
}
async function* counted(blob, progress) {
    progress.restart();
    for await (const chunk of blob.open()) {
        yield chunk;
        progress.add(chunk.byteLength);
    }
}

;// CONCATENATED MODULE: ./lib/registry/artifact-repository.js








/** Statuses by which registries say that they do not know a manifest's form. 404 comes from those that check the config's type. */
const UNSUITABLE = new Set([400, 404, 415, 422]);
/** Codes that can come with such a status, but mean something else. */
const MISSING_BLOB = new Set(['MANIFEST_BLOB_UNKNOWN', 'BLOB_UNKNOWN']);
/** Codes of a registry that does not take a manifest: its tag is immutable (ECR), or the repository is missing or a mirror. */
const NOT_TAKEN = new Set(['TAG_INVALID', 'NAME_UNKNOWN', 'DENIED']);
/**
 * A tag of a repository under which an artifact is kept. Mirrors are not asked for the tag, since they may be out of
 * date. An artifact that is missing or not writable is a result here, and not an error.
 */
class ArtifactRepository {
    /** As people write it, for messages: `registry ghcr.io/o/cache:main`. */
    name;
    kind = 'registry';
    /** Tells it from all other locations of artifacts. */
    id;
    #registries;
    #repository;
    #reference;
    constructor(registries, reference) {
        this.name = `registry ${familiarName(reference)}`;
        this.id = `registry ${formatReference(reference)}`;
        this.#registries = registries;
        this.#repository = registries.repository(reference);
        this.#reference = reference;
    }
    /** @returns `undefined` when there is no such tag. @throws InfraError */
    async manifest(signal) {
        try {
            const { digest, bytes, document } = await this.#repository.manifest(tagOrDigest(this.#reference), signal);
            return { digest, bytes, mediaType: document.mediaType };
        }
        catch (error) {
            if (error instanceof HttpError && error.status === 404)
                return undefined;
            throw this.#failure(error);
        }
    }
    /** @throws InfraError */
    async *open(blob, signal, part) {
        try {
            if (part !== undefined)
                yield* fetchBlobPart(this.#registries, this.#reference, blob, part, signal);
            else
                yield* fetchBlob(this.#registries, this.#reference, blob, signal, silentProgress(blob));
        }
        catch (error) {
            throw this.#failure(error);
        }
    }
    /** @throws InfraError */
    async uploadBlob({ blob, open, mountFrom }, signal) {
        const repository = this.#repository;
        const short = { descriptor: blob, ...(mountFrom !== undefined && { mountFrom }) };
        try {
            if (open !== undefined) {
                const kind = await pushBlob(repository, { ...short, open: () => open(signal) }, silentProgress(blob), signal);
                return { kind };
            }
            const there = (await repository.hasBlob(blob.digest, signal, repository.pushScopes)) ||
                (await mountBlob(repository, short, signal)) === 'mounted';
            return { kind: there ? 'present' : 'absent' };
        }
        catch (error) {
            return this.#refusal(error);
        }
    }
    /** @throws InfraError */
    async put(manifest, signal) {
        try {
            await putDocument(this.#repository, [tagOrDigest(this.#reference)], manifest, signal);
            return { kind: 'put' };
        }
        catch (error) {
            if (!(error instanceof HttpError) || error.status === undefined)
                return this.#refusal(error);
            const lacksBlob = error.codes.some((code) => MISSING_BLOB.has(code));
            const taken = error.codes.every((code) => !NOT_TAKEN.has(code));
            if (UNSUITABLE.has(error.status) && taken && !lacksBlob)
                return { kind: 'unsuitable', why: error.message };
            return this.#refusal(error);
        }
    }
    /** @throws InfraError when the registry failed; whatever else it was */
    #refusal(error) {
        const registry = this.#repository.session.endpoint.name;
        // A denial of the token server is a UserError already.
        if (error instanceof errors_UserError)
            return { kind: 'refused', why: error.message };
        if (!(error instanceof HttpError))
            throw error;
        if (isAccessDenied(error.status))
            return { kind: 'refused', why: `${error.message}. ${loginHint(registry, 'push')}` };
        if (error.status === 405 || error.codes.some((code) => NOT_TAKEN.has(code))) {
            return { kind: 'refused', why: error.message };
        }
        throw error;
    }
    #failure(error) {
        const { endpoint, credentialProblem } = this.#repository.session;
        const told = error instanceof HttpError && isAccessDenied(error.status)
            ? accessDenied('pull', this.name, endpoint.name, error, credentialProblem)
            : error;
        return told instanceof errors_UserError ? new errors_InfraError(told.message, { hint: told.hint, cause: error }) : told;
    }
}

;// CONCATENATED MODULE: ./lib/http/read-body.js

/** The whole body of an answer. @throws HttpError when it has more than `maxBytes`, or breaks off */
async function readBody(response, maxBytes) {
    const chunks = [];
    let size = 0;
    for await (const chunk of response.body()) {
        size += chunk.byteLength;
        if (size > maxBytes) {
            throw new HttpError(`${response.url.host} sent more than ${maxBytes} bytes`, {
                retryable: false,
                url: response.url,
            });
        }
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}

;// CONCATENATED MODULE: ./lib/registry/catalogue.js










const MOST_BYTES = 4 * 1024 * 1024;
/** Pages of a list that is read; with a hundred or more names on each. */
const MOST_PAGES = 200;
const tagList = object({ tags: withDefault(array(stringUpTo(128)), []) });
const repositoryList = object({ repositories: withDefault(array(stringUpTo(255)), []) });
/**
 * All tags of a repository (distribution-spec, "Listing Tags"), from a mirror if one has it.
 *
 * @throws UserError when there is no such repository, or access is denied; InfraError when the registry fails
 */
async function listTags(registries, name, signal) {
    const full = `${name.registry}/${name.repository}`;
    return await askInOrder(registries, registries.pullRepositories(name), full, signal, async (repository) => {
        const request = { target: `v2/${repository.name}/tags/list`, scopes: repository.pullScopes, signal };
        return (await pages(repository.session, request, tagList)).flatMap(({ tags }) => tags);
    });
}
/**
 * All repositories of a registry, by its catalogue, which is not in the specification: registries that many people share have none.
 *
 * @throws UserError when it has none, or does not show it
 */
async function listRepositories(registries, registry, signal) {
    const { session } = registries.repository({ registry, repository: 'catalogue' });
    const request = { target: 'v2/_catalog?n=1000', scopes: ['registry:catalog:*'], signal };
    try {
        return (await pages(session, request, repositoryList)).flatMap(({ repositories }) => repositories);
    }
    catch (error) {
        if (!(error instanceof HttpError) || error.status === undefined)
            throw error;
        if (isAccessDenied(error.status)) {
            throw accessDenied('pull', `the catalogue of ${registry}`, registry, error, session.credentialProblem);
        }
        throw new errors_UserError(`${registry} cannot be searched: it has no catalogue`, {
            hint: `Look for the image on the pages of ${registry}.`,
            cause: error,
        });
    }
}
/** A list that may come in pages: each answer links to the next. */
async function pages(session, first, decoder) {
    const found = [];
    let target = first.target;
    while (target !== undefined && found.length < MOST_PAGES) {
        target = await session.send({ ...first, target, method: 'GET' }, async (response) => {
            if (response.status !== 200)
                throw await session.failure(response);
            found.push(await readList(response, decoder));
            const { link } = response.headers;
            const next = /<([^>]+)>;\s*rel="?next"?/.exec(typeof link === 'string' ? link : '')?.[1];
            return next === undefined ? undefined : session.nextAddress(next, response.url);
        });
    }
    return found;
}
async function readList(response, decoder) {
    const name = `the answer of ${response.url.host}`;
    return document_decodeDocument(decoder, await readBody(response, MOST_BYTES), { name, maxBytes: MOST_BYTES });
}
const hubAnswer = object({
    results: withDefault(array(object({
        name: string,
        description: nullish(string),
        star_count: nullish(nonNegativeInteger),
        is_official: nullish(decoder_boolean),
        is_automated: nullish(decoder_boolean),
    }), 1000), []),
});
/** Where docker's own client asks. */
const HUB_SEARCH = 'https://index.docker.io/v1/search';
/** Searches Docker Hub by the API that `docker search` uses. @throws HttpError when it cannot be reached */
async function searchHub(http, term, limit, signal) {
    const url = new URL(HUB_SEARCH);
    url.searchParams.set('q', term);
    url.searchParams.set('n', String(limit));
    const request = { method: 'GET', url, secrets: [], retry: RETRY_REQUIRED, signal };
    return await http.send(request, async (response) => {
        if (response.status !== 200)
            throw await http.failure(response, { secrets: [] });
        const { results } = await readList(response, hubAnswer);
        return results.map((found) => ({
            name: found.name,
            description: found.description ?? '',
            stars: found.star_count ?? 0,
            isOfficial: found.is_official === true,
            isAutomated: found.is_automated === true,
        }));
    });
}

;// CONCATENATED MODULE: ./lib/registry/pushed-image.js







/**
 * Reads everything that a digest names: one image, or the images and attestations of an index. The registry itself is asked, never a
 * mirror. No layer is read.
 *
 * @throws UserError when the registry does not have it, or denies access; InfraError when it fails, or when documents contradict each
 *   other
 */
async function readPushed(registries, name, digest, signal) {
    const repository = registries.repository(name);
    const shown = formatReference({ ...name, digest });
    try {
        const root = await repository.manifest(digest, signal);
        if (root.document.kind === 'manifest') {
            const { mediaType } = root.document;
            const descriptor = { mediaType, digest, size: root.bytes.byteLength };
            return [await readOne(repository, root, descriptor, signal)];
        }
        const found = [];
        for (const descriptor of root.document.index.manifests) {
            found.push(await readOne(repository, await repository.manifest(descriptor.digest, signal), descriptor, signal));
        }
        return found;
    }
    catch (error) {
        signal.throwIfAborted();
        if (statusOf(error) === 404) {
            throw new errors_UserError(`${shown} is not in the registry, or not whole`, {
                hint: 'Did the job that builds it push it? Was it removed since?',
                cause: error,
            });
        }
        const { endpoint, credentialProblem } = repository.session;
        if (isAccessDenied(statusOf(error))) {
            throw accessDenied('pull', shown, endpoint.name, error, credentialProblem);
        }
        throw error;
    }
}
async function readOne(repository, { digest, bytes, document }, descriptor, signal) {
    if (document.kind !== 'manifest') {
        throw new errors_UserError(`${digest} is an index within an index, which cannot be joined with others`);
    }
    if (bytes.byteLength !== descriptor.size) {
        throw new errors_InfraError(`manifest ${digest} has ${bytes.byteLength} bytes, but its index says ${descriptor.size}`);
    }
    const { manifest } = document;
    const config = await readConfig(undefined, repository, manifest.config, signal);
    const common = { bytes, manifest, config };
    if (isAbout(descriptor))
        return { ...common, descriptor, platform: undefined };
    const read = platformIn(image_config_parseImageConfig(config));
    const platform = formatPlatform(normalisePlatform(read));
    const stated = descriptor.platform;
    const says = stated === undefined ? platform : formatPlatform(normalisePlatform(pick(stated)));
    if (says !== platform && says.split('/', 2).join('/') !== platform) {
        throw new errors_InfraError(`manifest ${digest} is an image for ${platform}, but its index says ${says}`);
    }
    return { ...common, descriptor: { ...descriptor, platform: stated ?? read }, platform: says };
}
/** BuildKit's attestations, and any other manifest that is about an image and is none. */
function isAbout({ annotations = {}, platform, artifactType }) {
    return (Object.hasOwn(annotations, 'vnd.docker.reference.type') ||
        platform?.architecture === 'unknown' ||
        artifactType !== undefined);
}
function platformIn(config) {
    return {
        architecture: config.architecture,
        os: config.os,
        ...(config.variant !== undefined && { variant: config.variant }),
        ...(config['os.version'] !== undefined && { 'os.version': config['os.version'] }),
    };
}
function pick({ os, architecture, variant }) {
    return { os, architecture, ...(variant !== undefined && { variant }) };
}

;// CONCATENATED MODULE: ./lib/async/each-concurrently.js
/**
 * Runs `work` over all items, at most `limit` at a time. The first failure aborts the others, waits for them, and is thrown.
 */
async function eachConcurrently(items, limit, signal, work) {
    const failed = new AbortController();
    const either = AbortSignal.any([signal, failed.signal]);
    const failures = [];
    const queue = items.values();
    const worker = async () => {
        for (const item of queue) {
            if (either.aborted)
                return;
            try {
                await work(item, either);
            }
            catch (error) {
                failures.push(error);
                failed.abort();
            }
        }
    };
    await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
    signal.throwIfAborted();
    if (failures.length > 0)
        throw failures[0];
}

;// CONCATENATED MODULE: ./lib/registry/referrers-tag.js




/** Another writer may replace the list between our reading and our writing. */
const MOST_ATTEMPTS = 5;
/** The tag under which clients keep the list of an image's referrers, where the registry keeps none. */
function referrersTag(subject) {
    return subject.replace(':', '-');
}
/**
 * Adds a referrer to the list under the subject's tag (distribution-spec, "Referrers Tag Schema"). A tag cannot be changed on condition:
 * the list is read again, and the referrer added again if another writer has replaced it.
 *
 * @throws UserError when something else has the tag; HttpError, InfraError when it cannot be written
 */
async function addToReferrersTag(repository, { subject, descriptor }, signal) {
    const tag = referrersTag(subject);
    for (let attempts = 0; attempts < MOST_ATTEMPTS; attempts++) {
        const manifests = await listed(repository, tag, signal);
        if (manifests.some(({ digest }) => digest === descriptor.digest))
            return;
        const index = { schemaVersion: 2, mediaType: media_types_OCI_INDEX, manifests: [...manifests, descriptor] };
        const bytes = Buffer.from(JSON.stringify(index));
        await putDocument(repository, [tag], { mediaType: media_types_OCI_INDEX, bytes }, signal);
    }
    const manifests = await listed(repository, tag, signal);
    if (manifests.some(({ digest }) => digest === descriptor.digest))
        return;
    throw new errors_InfraError(`the list of referrers ${repository.name}:${tag} is written by others all the time`, {
        retryable: true,
    });
}
async function listed(repository, tag, signal) {
    try {
        const { document } = await repository.manifest(tag, signal);
        if (document.kind === 'index')
            return document.index.manifests;
    }
    catch (error) {
        if (error instanceof HttpError && error.status === 404)
            return [];
        throw error;
    }
    throw new errors_UserError(`${repository.name}:${tag} is an image, and not the list of referrers that has this name`, {
        hint: 'Remove the tag, or leave attest-as=referrer out.',
    });
}

;// CONCATENATED MODULE: ./lib/registry/push.js










/** Number of blobs that are checked, mounted or uploaded at the same time. */
const CONCURRENCY = 6;
/**
 * Brings everything that the root names to a repository, the blobs several at a time: then the root can be put. If the repository has
 * the root, it also has everything that the root names (distribution-spec, "Pushing manifests").
 *
 * @returns whether the repository has the root itself
 * @throws HttpError; UserError when the token server denies access
 */
async function bringContents(registries, repository, { root, images }, signal) {
    const digest = digest_sha256(root.bytes);
    if (await repository.hasManifest(digest, signal)) {
        for (const { blobs } of images)
            reportPresent(registries, repository, blobs);
        return 'there';
    }
    for (const { manifest, blobs } of images) {
        const isRoot = digest_sha256(manifest.bytes) === digest;
        if (!isRoot && (await repository.hasManifest(digest_sha256(manifest.bytes), signal))) {
            reportPresent(registries, repository, blobs);
            continue;
        }
        await eachConcurrently(blobs, CONCURRENCY, signal, async (blob, either) => {
            if (await registries.early.brought(repository, blob.descriptor.digest, either))
                return;
            await pushBlob(repository, blob, progressOf(registries, blob), either);
        });
        if (!isRoot)
            await putDocument(repository, [], manifest, signal);
    }
    return 'missing';
}
function reportPresent(registries, repository, blobs) {
    for (const blob of blobs) {
        if (!registries.early.has(repository, blob.descriptor.digest))
            progressOf(registries, blob).finish('already there');
    }
}
/**
 * Begins to push a blob of an image that is not whole yet, and returns at once. It may fail, which nobody hears of: the push of the image
 * tries again.
 *
 * @param target the first repository of its registry that the image goes to: the others mount it from there
 */
function pushEarly(registries, target, blob, signal) {
    registries.early.begin(registries.repository(target), blob, progressOf(registries, blob), signal);
}
function progressOf(registries, { descriptor }) {
    return transferProgress(registries.events, 'push', descriptor, () => registries.now());
}
/**
 * The image with every blob once, including the config.
 *
 * @throws EngineBug when manifest, config and layers do not fit together
 */
function contentsOf({ manifest, config, layers }) {
    const parsed = manifest_parseManifest(manifest.bytes, manifest.mediaType);
    if (parsed.kind !== 'manifest')
        throw new errors_EngineBug('an index was given where a manifest is pushed');
    const wanted = parsed.manifest;
    if (digest_sha256(config) !== wanted.config.digest || config.byteLength !== wanted.config.size) {
        throw new errors_EngineBug(`the config to push is not the one that its manifest names, ${wanted.config.digest}`);
    }
    const given = new Map(layers.map((layer) => [layer.descriptor.digest, layer]));
    const blobs = new Map();
    for (const descriptor of wanted.layers)
        blobs.set(descriptor.digest, blobFor(descriptor, given));
    blobs.set(wanted.config.digest, { descriptor: wanted.config, open: () => [config] });
    return { manifest, blobs: [...blobs.values()] };
}
function blobFor(descriptor, given) {
    const blob = given.get(descriptor.digest);
    if (blob === undefined || blob.descriptor.size !== descriptor.size) {
        throw new errors_EngineBug(`layer ${descriptor.digest} of the manifest was not given to push, or with another size`);
    }
    return blob;
}
/**
 * Pushes a referrer. It may be pushed before its subject (distribution-spec, "Pushing Manifests with Subject"); throws as
 * `pushImage`. In a registry that does not keep a list of referrers, it is added to the list under the subject's tag.
 */
async function pushReferrer(registries, referrer, signal) {
    const repository = registries.repository(referrer.target);
    await withExplainedErrors(repository, async () => {
        await eachConcurrently(contentsOf(referrer).blobs, CONCURRENCY, signal, async (blob, either) => {
            await pushBlob(repository, blob, progressOf(registries, blob), either);
        });
        const { subject } = await putDocument(repository, [], referrer.manifest, signal);
        if (subject !== referrer.subject)
            await addToReferrersTag(repository, referrer, signal);
    });
}
/** Runs `work`, and makes errors about access and missing repositories the user's. */
async function withExplainedErrors(repository, work) {
    try {
        return await work();
    }
    catch (error) {
        if (!(error instanceof HttpError))
            throw error;
        const { endpoint, credentialProblem } = repository.session;
        const name = `${endpoint.name}/${repository.name}`;
        if (isAccessDenied(error.status))
            throw accessDenied('push', name, endpoint.name, error, credentialProblem);
        if (error.status !== 404 || !error.codes.includes('NAME_UNKNOWN'))
            throw error;
        throw new errors_UserError(`push to ${name} failed: there is no such repository (${error.message})`, {
            hint: 'This registry does not create repositories by itself. Create it first.',
            cause: error,
        });
    }
}

;// CONCATENATED MODULE: ./lib/registry/push-everywhere.js






/**
 * Pushes to several repositories, so that no tag points at something incomplete, and all tags move or none, as far as registries allow:
 *
 * 1. Every repository gets what the root names. Registries are served side by side. The repositories of one registry follow each
 *    other: the first gets the bytes, and the others mount the blobs from it.
 * 2. If there are several repositories, each gets the root under its digest. So a registry that does not take it ends the push before any
 *    tag has moved.
 * 3. The tags are put. After the first that fails, no other is begun.
 *
 * @returns the root's digest
 * @throws UserError when a registry denies access (401, 403); InfraError when it fails. If some tags have moved by then, the message
 *   says which, and which have not. EngineBug when manifests, configs and layers do not fit together
 */
async function pushEverywhere(registries, { targets, root, images }, signal) {
    const documents = { root, images: images.map(contentsOf) };
    const hosts = [...new Set(targets.map(({ registry }) => registry))];
    const byRegistry = hosts.map((host) => targets.filter(({ registry }) => registry === host));
    const manyRepositories = distinctReferences(targets.map(nameOf)).length > 1;
    await eachConcurrently(byRegistry, byRegistry.length, signal, async (group, either) => {
        let first;
        for (const target of group) {
            const repository = registries.repository(target);
            const contents = first === undefined ? documents : mountedFrom(first, documents);
            await withExplainedErrors(repository, async () => {
                const found = await bringContents(registries, repository, contents, either);
                const puts = manyRepositories || target.tags.length === 0;
                if (puts && found === 'missing')
                    await putDocument(repository, [], root, either);
            });
            first ??= nameOf(target);
        }
    });
    await moveTags(registries, byRegistry, root, signal);
    return { digest: digest_sha256(root.bytes) };
}
function nameOf({ registry, repository }) {
    return { registry, repository };
}
/** What one repository of a registry has, the next need not be sent. */
function mountedFrom(mountFrom, { root, images }) {
    const mounted = ({ manifest, blobs }) => ({
        manifest,
        blobs: blobs.map((blob) => ({ ...blob, mountFrom })),
    });
    return { root, images: images.map(mounted) };
}
async function moveTags(registries, byRegistry, root, signal) {
    const groups = byRegistry.map((targets) => targets.flatMap((target) => movesOf(registries, target)));
    const all = groups.flat();
    const hasFailed = () => all.some(({ outcome }) => typeof outcome === 'object');
    const moveAll = async (moves) => {
        for (const move of moves) {
            if (hasFailed())
                return;
            try {
                // A request that is under way is never given up because of another: what it did would not be known.
                await withExplainedErrors(move.repository, () => putDocument(move.repository, [move.tag], root, signal));
                move.outcome = 'moved';
            }
            catch (error) {
                move.outcome = { error };
            }
        }
    };
    await Promise.all(groups.map(moveAll));
    if (hasFailed())
        throw tagsLeft(all);
}
function movesOf(registries, target) {
    const repository = registries.repository(target);
    return [...new Set(target.tags)].map((tag) => ({
        repository,
        tag,
        name: formatReference({ ...nameOf(target), tag }),
        outcome: 'not tried',
    }));
}
/** The first failure; if there are several tags, with what became of each. */
function tagsLeft(moves) {
    const failures = moves.flatMap(({ outcome }) => (typeof outcome === 'object' ? [outcome.error] : []));
    const [error] = failures;
    const ours = error instanceof errors_UserError || error instanceof errors_InfraError ? error : undefined;
    if (moves.length === 1 || ours === undefined)
        return error;
    const moved = moves.filter(({ outcome }) => outcome === 'moved').map(({ name }) => name);
    const left = moves.flatMap(({ name, outcome }) => outcome === 'moved' ? [] : [`${name} (${outcome === 'not tried' ? outcome : messageOf(outcome.error)})`]);
    const words = moved.length === 0 ? 'no tag points to the new image' : `these tags point to it: ${moved.join(', ')}`;
    const message = `the image was pushed, but not all of its tags. Left: ${left.join(', ')}; ${words}`;
    const { hint } = ours;
    return ours instanceof errors_UserError
        ? new errors_UserError(message, { hint, cause: ours })
        : new errors_InfraError(message, {
            hint,
            cause: ours,
            retryable: ours.retryable,
            attempts: ours.attempts,
            url: ours.url,
        });
}

;// CONCATENATED MODULE: ./lib/registry/early-pushes.js




/** Number of blobs that are checked, mounted or uploaded at the same time. */
const early_pushes_CONCURRENCY = 6;
/** Milliseconds for which nobody asks again. Registries may remove what no manifest names, though none is known to be so quick. */
const BELIEVED_MS = 10 * 60_000;
/**
 * Blobs that go to a registry while the steps behind them still run. Nobody waits for that, and nobody hears of a failure: the push of the
 * image asks what has come of each blob, and pushes the others as if nothing had been tried. No manifest and no tag is put here.
 *
 * Each request is sent once. After the first that fails, nothing more is tried at that repository: what is wrong will be wrong for the next
 * blob too, and registries lock out those who are denied too often.
 */
class EarlyPushes {
    #pushes = new Map();
    #waiting = new Set();
    #failedAt = new Set();
    #stop = new AbortController();
    #now;
    #running = 0;
    /** @param now milliseconds since the epoch */
    constructor(now) {
        this.#now = now;
    }
    /** Begins to push a blob, unless that was begun before. @param signal stops it */
    begin(repository, blob, progress, signal) {
        const key = keyOf(repository, blob.descriptor.digest);
        if (this.#pushes.has(key))
            return;
        const either = AbortSignal.any([signal, this.#stop.signal]);
        const push = { begin: () => this.#try(push, repository, blob, progress, either) };
        this.#pushes.set(key, push);
        this.#waiting.add(push);
        this.#beginNext();
    }
    /** Whether the repository has the blob, as far as is known now: then its end has been told as progress. */
    has(repository, digest) {
        const seen = this.#pushes.get(keyOf(repository, digest))?.seen;
        return seen !== undefined && this.#now() - seen < BELIEVED_MS;
    }
    /** The same, when the push that runs is over. One that has not begun never will: the caller pushes the blob. */
    async brought(repository, digest, signal) {
        const push = this.#pushes.get(keyOf(repository, digest));
        if (push === undefined)
            return false;
        this.#waiting.delete(push);
        if (push.running !== undefined)
            await abortable_settledBefore(signal, push.running);
        return this.has(repository, digest);
    }
    /** Stops all that still runs, and waits for its end. */
    async close() {
        this.#stop.abort();
        this.#waiting.clear();
        await Promise.all([...this.#pushes.values()].flatMap(({ running }) => running ?? []));
    }
    #beginNext() {
        for (const push of this.#waiting) {
            if (this.#running === early_pushes_CONCURRENCY)
                return;
            this.#waiting.delete(push);
            this.#running += 1;
            push.running = push.begin().finally(() => {
                this.#running -= 1;
                this.#beginNext();
            });
        }
    }
    async #try(push, repository, blob, progress, signal) {
        const place = placeOf(repository);
        if (this.#failedAt.has(place))
            return;
        try {
            signal.throwIfAborted();
            const requests = { once: true, signal };
            const found = await findBlob(repository, blob, progress, requests);
            if (found !== 'present') {
                // Bytes that do not come are no fault of this registry.
                if (!(await blob.ready().catch(() => false)) || this.#failedAt.has(place))
                    return;
                await uploadBlob(repository, blob, found, progress, requests);
            }
            push.seen = this.#now();
        }
        catch (error) {
            if (signal.aborted)
                return;
            // Whatever else it is, such as a file that cannot be read, is no fault of the registry.
            if (error instanceof HttpError || error instanceof errors_UserError)
                this.#failedAt.add(place);
            progress.putOff();
        }
    }
}
function placeOf({ session, name }) {
    return `${session.endpoint.name}/${name}`;
}
function keyOf(repository, digest) {
    return `${placeOf(repository)}@${digest}`;
}

;// CONCATENATED MODULE: external "node:net"
const external_node_net_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");
;// CONCATENATED MODULE: ./lib/http/host.js

/** Addresses and networks in CIDR form. */
class AddressList {
    #blocks = new external_node_net_namespaceObject.BlockList();
    /** @returns whether `text` is an address or a network */
    add(text) {
        const [address = '', bits, ...rest] = text.split('/');
        const family = familyOf(address);
        if (family === undefined || rest.length > 0)
            return false;
        if (bits === undefined) {
            this.#blocks.addAddress(address, family);
            return true;
        }
        if (!/^\d{1,3}$/.test(bits) || Number(bits) > (family === 'ipv4' ? 32 : 128))
            return false;
        this.#blocks.addSubnet(address, Number(bits), family);
        return true;
    }
    has(address) {
        const family = familyOf(address);
        return family !== undefined && this.#blocks.check(address, family);
    }
}
/** The host of a URL or of `host:port`, without port and without the brackets of an IPv6 address. */
function bareHost(host) {
    if (familyOf(host) !== undefined)
        return host.toLowerCase();
    const bracketed = /^\[([^\]]*)\](?::\d+)?$/.exec(host)?.[1];
    return (bracketed ?? host.replace(/:\d+$/, '')).toLowerCase();
}
/** The port that a URL leads to, also where it is the scheme's default. */
function portOf(url) {
    return url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
}
const LOOPBACK = new external_node_net_namespaceObject.BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8);
LOOPBACK.addAddress('::1', 'ipv6');
/** Whether a host, with or without a port, is this machine by its name or address. */
function isLoopback(host) {
    const bare = bareHost(host);
    const family = familyOf(bare);
    return bare === 'localhost' || (family !== undefined && LOOPBACK.check(bare, family));
}
/** As Node's `isIP`, which makes a large expression for IPv6 at its first use, whatever it is asked: that takes milliseconds. */
function familyOf(text) {
    if ((0,external_node_net_namespaceObject.isIPv4)(text))
        return 'ipv4';
    return /:.*:/.test(text) && (0,external_node_net_namespaceObject.isIPv6)(text) ? 'ipv6' : undefined;
}

;// CONCATENATED MODULE: ./lib/registry/endpoint.js



/** Whether a server that speaks for a registry must show a valid certificate. As for docker, none is needed on this machine. */
function needsCertificate(registry, url) {
    return !isLoopback(registry) || !isLoopback(url.host);
}
const DOCKER_HUB_HOST = 'registry-1.docker.io';
/**
 * https, and also http where docker and BuildKit use it: for a registry on this machine first, since few of those speak TLS,
 * and for one that is named insecure when https fails.
 */
function originEndpoint(registry, insecure) {
    const host = registry === DOCKER_HUB ? DOCKER_HUB_HOST : registry;
    const https = new URL(`https://${host}/`);
    const http = new URL(`http://${host}/`);
    const bases = insecure.includes(registry)
        ? [https, http]
        : isLoopback(registry)
            ? [http, https]
            : [https];
    return { name: registry, bases, mirror: false };
}
/**
 * A mirror of Docker Hub, in the form of `registry-mirrors` in Docker's daemon.json.
 *
 * @throws UserError for anything but an http or https address without user, query and fragment
 */
function parseMirror(text) {
    const url = URL.canParse(text) && /^https?:\/\//i.test(text) ? new URL(text) : undefined;
    if (url === undefined) {
        throw new errors_UserError(`invalid registry mirror ${JSON.stringify(withoutUser(text))}: it is no http or https address`, {
            hint: 'Write it with its scheme: https://mirror.example.com.',
        });
    }
    if (url.username !== '' || url.password !== '') {
        throw new errors_UserError(`invalid registry mirror ${url.protocol}//***@${url.host}: it holds a user or password`, {
            hint: `Leave them out and run: docker login ${url.host}`,
        });
    }
    if (url.search !== '' || url.hash !== '') {
        throw new errors_UserError(`invalid registry mirror ${url.origin}: it has a query or a fragment`);
    }
    if (!url.pathname.endsWith('/'))
        url.pathname += '/';
    return { name: url.host, bases: [url], mirror: true };
}
function withoutUser(text) {
    return text.replace(/^([^/]*\/\/)?[^/]*@/, '$1***@');
}

;// CONCATENATED MODULE: ./lib/registry/repository.js





const ACCEPT = MANIFEST_MEDIA_TYPES.join(', ');
/** Answers of servers that do not know HEAD. */
const NO_HEAD = new Set([405, 501]);
/** What is read of one repository of a registry. */
class Repository {
    session;
    /** Below the registry: `library/node`. */
    name;
    constructor(session, name) {
        this.session = session;
        this.name = name;
    }
    /** The manifest or index under a tag or digest, verified. @throws HttpError, with `status` 404 if it does not exist */
    async manifest(tagOrDigest, signal) {
        const request = {
            method: 'GET',
            target: `v2/${this.name}/manifests/${tagOrDigest}`,
            scopes: this.pullScopes,
            headers: { accept: ACCEPT },
            signal,
        };
        return await this.session.send(request, async (response) => {
            if (response.status !== 200)
                throw await this.session.failure(response);
            const bytes = await readBody(response, MAX_MANIFEST_SIZE);
            const digest = verified(bytes, tagOrDigest, response);
            return { digest, bytes, document: manifest_parseManifest(bytes, response.headers['content-type']) };
        });
    }
    /** The digest under a tag, without the manifest itself. @throws HttpError, with `status` 404 if it does not exist */
    async manifestHead(tagOrDigest, signal) {
        const head = await this.#head(this.#manifestRequest(tagOrDigest, this.pullScopes, signal), async (response) => {
            if (response.status !== 200)
                throw await this.session.failure(response);
            await response.discard();
            return statedDigest(response) ?? tagOrDigest;
        });
        if (head !== undefined && isDigest(head))
            return { digest: head };
        // The header with the digest is optional (distribution-spec, "Pulling manifests").
        const fetched = await this.manifest(tagOrDigest, signal);
        return { digest: fetched.digest, fetched };
    }
    /**
     * Whether the repository certainly holds the manifest, seen with the right to push. When the registry does not say, or denies
     * access, the answer is no: then the push itself shows what is wrong.
     *
     * @param reference under which it must be there: a tag, by default the digest
     */
    async hasManifest(digest, signal, reference = digest) {
        const read = async (response) => {
            await response.discard();
            return response.status === 200 && (statedDigest(response) ?? digest) === digest;
        };
        return await this.#headOrGet(this.#manifestRequest(reference, this.pushScopes, signal), read);
    }
    /**
     * Whether the repository holds the blob.
     *
     * @param scopes default: those for pulling
     * @param once the first failure counts
     */
    async hasBlob(digest, signal, scopes = this.pullScopes, once) {
        const request = { target: `v2/${this.name}/blobs/${digest}`, scopes, once, signal };
        const read = async (response) => {
            const { status } = response;
            // 416: the blob is empty, and has not even one byte.
            const found = status === 200 || status === 206 || status === 416;
            if (!found && status !== 404)
                throw await this.session.failure(response);
            await response.discard();
            return found;
        };
        return await this.#headOrGet(request, read, { range: 'bytes=0-0' });
    }
    #manifestRequest(tagOrDigest, scopes, signal) {
        return { target: `v2/${this.name}/manifests/${tagOrDigest}`, scopes, headers: { accept: ACCEPT }, signal };
    }
    /** @returns `undefined` where the registry does not know HEAD; it is not asked so again */
    async #head(request, read) {
        const { session } = this;
        if (!session.supportsHead)
            return undefined;
        return await session.send({ ...request, method: 'HEAD' }, async (response) => {
            if (!NO_HEAD.has(response.status))
                return await read(response);
            session.supportsHead = false;
            await response.discard();
            return undefined;
        });
    }
    async #headOrGet(request, read, getHeaders = {}) {
        const answer = await this.#head(request, read);
        if (answer !== undefined)
            return answer;
        const headers = { ...request.headers, ...getHeaders };
        return await this.session.send({ ...request, method: 'GET', headers }, read);
    }
    get pullScopes() {
        return [`repository:${this.name}:pull`];
    }
    get pushScopes() {
        return [`repository:${this.name}:pull,push`];
    }
}
/** @throws HttpError when the bytes are not what was asked for, or not what the registry says they are */
function verified(bytes, tagOrDigest, response) {
    const stated = statedDigest(response);
    for (const expected of [tagOrDigest, stated]) {
        if (expected === undefined || !isDigest(expected))
            continue;
        const actual = (0,external_node_crypto_namespaceObject.createHash)(digestAlgorithm(expected)).update(bytes).digest('hex');
        if (actual === digestHex(expected))
            continue;
        throw new HttpError(`${response.url.host} sent a manifest with another digest than ${expected}`, {
            retryable: false,
            url: response.url,
        });
    }
    if (isDigest(tagOrDigest))
        return tagOrDigest;
    return stated ?? digest_sha256(bytes);
}
function statedDigest(response) {
    const header = response.headers['docker-content-digest'];
    return typeof header === 'string' && isDigest(header) ? header : undefined;
}

;// CONCATENATED MODULE: ./lib/async/single-flight.js

/** Work that several callers may ask for at the same time: one of them does it for all. Results are not kept. */
class SingleFlight {
    #flights = new Map();
    /**
     * The result of the work that runs for `key` already, or else of `start`. If the work of another caller is aborted by that
     * caller's signal, we start our own.
     */
    async run(key, signal, start) {
        for (;;) {
            const other = this.#flights.get(key);
            if (other === undefined)
                return await this.#lead(key, start);
            try {
                return await abortable_settledBefore(signal, other);
            }
            catch (error) {
                signal.throwIfAborted();
                if (!(error instanceof Error && error.name === 'AbortError'))
                    throw error;
            }
        }
    }
    async #lead(key, start) {
        const flight = start();
        this.#flights.set(key, flight);
        try {
            return await flight;
        }
        finally {
            this.#flights.delete(key);
        }
    }
}

;// CONCATENATED MODULE: ./lib/registry/challenge.js
const TOKEN = /[\w!#$%&'*+.^`|~-]+/y;
const PARAMETER = /\s*([\w!#$%&'*+.^`|~-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))/y;
const SEPARATOR = /[\s,]*/y;
const challenge_MAX_LENGTH = 8 * 1024;
/** All challenges, in the header's order; what cannot be understood ends the reading. */
function parseChallenges(header) {
    const challenges = [];
    if (header.length > challenge_MAX_LENGTH)
        return challenges;
    let at = 0;
    const take = (pattern) => {
        pattern.lastIndex = at;
        const match = pattern.exec(header);
        if (match === null)
            return undefined;
        at = pattern.lastIndex;
        return match;
    };
    for (;;) {
        take(SEPARATOR);
        const scheme = take(TOKEN)?.[0];
        if (scheme === undefined)
            return challenges;
        const parameters = new Map();
        for (;;) {
            const before = at;
            take(SEPARATOR);
            const parameter = take(PARAMETER);
            if (parameter === undefined) {
                at = before;
                break;
            }
            const [, name = '', quoted, plain] = parameter;
            parameters.set(name.toLowerCase(), quoted === undefined ? (plain ?? '') : quoted.replace(/\\(.)/g, '$1'));
        }
        challenges.push({ scheme: scheme.toLowerCase(), parameters });
    }
}

;// CONCATENATED MODULE: ./lib/registry/credentials/credentials.js
function basicHeader(username, password) {
    return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
/** What must show nowhere, in all the forms in which it is sent. */
function secretsOf(credentials) {
    if (credentials.kind !== 'basic')
        return [credentials.token, encodeURIComponent(credentials.token)];
    const { username, password } = credentials;
    return [password, Buffer.from(`${username}:${password}`).toString('base64')];
}
/** One login, for whatever registry is asked about. */
function basicSource(username, password) {
    return { lookup: () => Promise.resolve({ found: { kind: 'basic', username, password } }) };
}

;// CONCATENATED MODULE: ./lib/registry/token.js










const CLIENT_ID = 'layer-build';
const MAX_SIZE = 64 * 1024;
/** When the server names no lifetime (distribution, "Token Authentication Specification"). */
const DEFAULT_LIFETIME_S = 60;
/**
 * Fetches a bearer token: with GET, anonymously or with user and password; with POST (OAuth2) for an identity token.
 *
 * @throws UserError when the credentials are refused; HttpError for every other failure
 */
async function fetchToken(http, request, signal) {
    const exchange = tokenExchange(request, signal);
    const asked = http.now();
    return await http.send(exchange, async (response) => {
        if (response.status === 200)
            return await readToken(response, asked);
        const error = await http.failure(response, exchange);
        if (response.status !== 401 && response.status !== 403)
            throw error;
        const what = request.credentials === undefined ? 'no access without a login' : 'the credentials were refused';
        throw new errors_UserError(`${request.registry}: ${what} (${error.message})`, {
            hint: loginHint(request.registry),
            cause: error,
        });
    });
}
function tokenExchange(request, signal) {
    const { registry, realm, service, scopes, credentials, retry } = request;
    const url = new URL(realm);
    const common = {
        verifyCertificate: needsCertificate(registry, realm),
        secrets: credentials === undefined ? [] : secretsOf(credentials),
        retry,
        signal,
    };
    if (credentials?.kind === 'identity-token') {
        const form = new URLSearchParams({ grant_type: 'refresh_token', client_id: CLIENT_ID });
        if (service !== undefined)
            form.set('service', service);
        if (scopes.length > 0)
            form.set('scope', scopes.join(' '));
        form.set('refresh_token', credentials.token);
        const headers = { 'content-type': 'application/x-www-form-urlencoded' };
        return { ...common, method: 'POST', url, headers, body: bytesBody(Buffer.from(form.toString())) };
    }
    if (service !== undefined)
        url.searchParams.set('service', service);
    for (const scope of scopes)
        url.searchParams.append('scope', scope);
    if (credentials === undefined)
        return { ...common, method: 'GET', url };
    url.searchParams.set('account', credentials.username);
    return { ...common, method: 'GET', url, authorization: basicHeader(credentials.username, credentials.password) };
}
async function readToken(response, asked) {
    const answer = parseOrUndefined(tokenAnswer, await readBody(response, MAX_SIZE), MAX_SIZE);
    const value = answer?.token ?? answer?.access_token ?? '';
    if (!/^[\x21-\x7e]+$/.test(value)) {
        // Without a cause: its message would quote the token.
        throw new HttpError(`${response.url.host} gave no valid token`, { retryable: false, url: response.url });
    }
    const lifetime = answer?.expires_in ?? DEFAULT_LIFETIME_S;
    // By our clock, and a tenth early: the server's clock may be another, and the request itself takes time.
    return { value, expires: asked + Math.max(1, lifetime) * 900 };
}
/** Old servers say `token`, OAuth2 says `access_token`, many say both. */
const tokenAnswer = object({
    token: nullish(string),
    access_token: nullish(string),
    expires_in: nullish(nonNegativeInteger),
});

;// CONCATENATED MODULE: ./lib/registry/auth.js






/**
 * Makes the Authorization headers for one registry: none until it asks for one, then Basic, or bearer tokens, which are kept
 * by scope while they are valid (distribution, "Token Authentication Specification").
 */
class Authorizer {
    #registry;
    #source;
    #http;
    #tokens = new Map();
    /** Every token so far, also those that are not used any more: a registry may send back an old one. */
    #issued = new Set();
    #flights = new SingleFlight();
    #scheme = { kind: 'none' };
    #lookup;
    /** @param registry as credentials name it: `docker.io`, `localhost:5000` */
    constructor(registry, source, http) {
        this.#registry = registry;
        this.#source = source;
        this.#http = http;
    }
    /** Why there are no credentials, where their source failed: for the hint of an error. */
    get problem() {
        return this.#lookup?.found === undefined ? this.#lookup?.problem : undefined;
    }
    /** Everything that must not show in an error, in case the registry sends it back. */
    secrets() {
        const found = this.#lookup?.found;
        return [...this.#issued, ...(found === undefined ? [] : secretsOf(found))];
    }
    /**
     * Reads the challenge of a 401.
     *
     * @param challenge the header WWW-Authenticate
     * @param sent the header that was not accepted; its token is not used again
     * @returns the scopes that the registry asks for, or `undefined` when it asks for nothing that we can give
     */
    readChallenge(challenge, base, sent) {
        for (const [key, token] of this.#tokens)
            if (bearerHeader(token) === sent)
                this.#tokens.delete(key);
        const challenges = parseChallenges(challenge ?? '');
        const bearer = challenges.find(({ scheme }) => scheme === 'bearer');
        const realm = bearer === undefined ? undefined : this.#realm(bearer, base);
        if (bearer !== undefined && realm !== undefined) {
            this.#scheme = { kind: 'bearer', realm, service: bearer.parameters.get('service') };
            return (bearer.parameters.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
        }
        if (challenges.some(({ scheme }) => scheme === 'basic')) {
            this.#scheme = { kind: 'basic' };
            return [];
        }
        return undefined;
    }
    /** Credentials are sent to the realm, so it must be as well protected as the registry. */
    #realm({ parameters }, base) {
        const text = parameters.get('realm') ?? '';
        if (!URL.canParse(text, base.href))
            return undefined;
        const realm = new URL(text, base);
        if (this.#http.mayFollow(base, realm))
            return realm;
        throw new HttpError(`${base.host} asks to log in without encryption, at ${realm.protocol}//${realm.host}`, {
            retryable: false,
            url: base,
        });
    }
    /** Whether a header was made with a token of the token server, which can give another one. */
    isRenewable(header) {
        return header?.startsWith('Bearer ') === true && this.#issued.has(header.slice('Bearer '.length));
    }
    /**
     * @param scopes `repository:NAME:pull`, `repository:NAME:pull,push`
     * @param how with `once`, a token is asked for once, and for this request alone
     * @returns the header's value, or `undefined` for an anonymous request
     * @throws UserError when the token server does not accept the credentials; HttpError when it cannot be reached
     */
    async header(scopes, { once, signal }) {
        const scheme = this.#scheme;
        if (scheme.kind === 'none')
            return undefined;
        this.#lookup ??= await this.#source.lookup(this.#registry, signal);
        const credentials = this.#lookup.found;
        if (scheme.kind === 'basic') {
            return credentials?.kind === 'basic' ? basicHeader(credentials.username, credentials.password) : undefined;
        }
        if (credentials?.kind === 'registry-token')
            return `Bearer ${credentials.token}`;
        const key = [...new Set(scopes)].sort().join(' ');
        const known = this.#tokens.get(key);
        if (known !== undefined && known.expires > this.#http.now())
            return bearerHeader(known);
        const retry = once === true ? NO_RETRY : retry_policy_RETRY_REQUIRED;
        const token = await this.#flights.run(once === true ? `once ${key}` : key, signal, async () => {
            const { realm, service } = scheme;
            const fresh = await fetchToken(this.#http, { registry: this.#registry, realm, service, scopes: key === '' ? [] : key.split(' '), credentials, retry }, signal);
            this.#tokens.set(key, fresh);
            this.#issued.add(fresh.value);
            return fresh;
        });
        return bearerHeader(token);
    }
}
function bearerHeader({ value }) {
    return `Bearer ${value}`;
}

;// CONCATENATED MODULE: ./lib/registry/find-base.js


/**
 * Finds the base address at which a registry answers.
 *
 * @param ping asks at one address, without retries. @returns the status of the answer
 * @throws HttpError when it answers at none within the budget
 */
function findBase(bases, budget, signal, ping) {
    return retrying(budget, signal, async () => {
        const errors = [];
        let doubtful;
        for (const base of bases) {
            try {
                // To http on a port that speaks TLS, some servers answer with this status, others close the connection.
                if ((await ping(base)) !== 400 || base.protocol === 'https:')
                    return base;
                doubtful ??= base;
            }
            catch (error) {
                if (!(error instanceof HttpError) || error.status !== undefined)
                    throw error;
                errors.push(error);
            }
        }
        if (doubtful !== undefined)
            return doubtful;
        // An error of TLS on a port for http does not help. The error of the other address does.
        throw errors.find(({ retryable }) => retryable) ?? errors[0] ?? new Error('a registry without an address');
    });
}

;// CONCATENATED MODULE: ./lib/registry/session.js






/** How often a request is sent again with a new token, since a registry may revoke tokens at any time. */
const MAX_RENEWALS = 5;
/** Authorized requests to one registry. */
class RegistrySession {
    endpoint;
    /** Whether the registry answers HEAD requests, as far as is known. */
    supportsHead = true;
    #http;
    #authorizer;
    #retry;
    #finding = new SingleFlight();
    #base;
    constructor(endpoint, credentials, http, retry) {
        this.endpoint = endpoint;
        this.#http = http;
        this.#retry = retry;
        this.#authorizer = new Authorizer(endpoint.name, credentials, http);
    }
    /** What is wrong with the source of credentials: a request may have been denied because of it. */
    get credentialProblem() {
        return this.#authorizer.problem;
    }
    get retryPolicy() {
        return this.#retry;
    }
    budget(policy = this.#retry) {
        return this.#http.budget(policy);
    }
    /** As {@link HttpClient.open}. After a 401, the request is sent again with new credentials; if it stays, it is returned. */
    async open(request) {
        return await this.send(request, (response) => Promise.resolve(response));
    }
    /** As {@link HttpClient.send}, and a 401 is handled as by `open`. */
    async send(request, read) {
        let first;
        const base = await this.#findBase(request, async (at) => {
            const response = await this.#greet(at, request);
            if (response.status !== 401 && response.status !== 400 && isGreeting(request))
                first = response;
            else
                await response.discard();
            return response.status;
        });
        if (first !== undefined) {
            try {
                return await read(first);
            }
            catch (error) {
                first.abandon();
                // Its body broke off.
                if (!(error instanceof HttpError) || !error.retryable)
                    throw error;
            }
        }
        const url = typeof request.target === 'string' ? new URL(request.target, base) : request.target;
        const own = url.origin === base.origin;
        let scopes = request.scopes;
        for (let renewals = 0;; renewals++) {
            const authorization = own ? await this.#authorizer.header(scopes, request) : undefined;
            const outcome = await this.#http.send(this.#httpRequest(request, url, authorization), async (response) => {
                const more = own ? this.#renewal(response, base, authorization, renewals) : undefined;
                if (more === undefined)
                    return { value: await read(response) };
                await response.discard();
                return { more };
            });
            if ('value' in outcome)
                return outcome.value;
            scopes = [...scopes, ...outcome.more];
        }
    }
    /** @returns the scopes to add when the request is to be sent again with new credentials; `undefined` when it is not */
    #renewal(response, base, authorization, renewals) {
        if (response.status !== 401)
            return undefined;
        const scopes = this.#authorizer.readChallenge(response.headers['www-authenticate'], base, authorization);
        // A password does not change. A new token may help if the old one was revoked. That answer looks the same as a denial.
        const most = this.#authorizer.isRenewable(authorization) ? MAX_RENEWALS : 1;
        return renewals < most ? scopes : undefined;
    }
    /** Makes an error from an answer, and reads its body for that. */
    async failure(response) {
        return await this.#http.failure(response, { secrets: this.#authorizer.secrets() });
    }
    /**
     * Reads an address that the registry gave, for the next request.
     *
     * @throws HttpError when there is none, or it leads from https to http
     */
    nextAddress(text, from) {
        if (text === undefined || !URL.canParse(text, from.href)) {
            throw new HttpError(`${from.host} gave no address to go on at`, { retryable: false, url: from });
        }
        const url = new URL(text, from);
        if (this.#http.mayFollow(from, url))
            return url;
        throw new HttpError(`${from.host} asks to go on without encryption, at ${url.protocol}//${url.host}`, {
            retryable: false,
            url: from,
            hint: 'A registry behind a proxy that ends TLS must know its own https address.',
        });
    }
    /**
     * Finds the base address, and learns how to authorize, once. All first requests wait for it. Otherwise each of them would get a
     * 401 of its own.
     *
     * @param greet asks at one address. @returns the status of the answer
     */
    async #findBase({ once, signal }, greet) {
        this.#base ??= await this.#finding.run(once === true ? 'once' : '', signal, () => findBase(this.endpoint.bases, this.budget(once === true ? NO_RETRY : this.#retry), signal, greet));
        return this.#base;
    }
    /**
     * The first request itself shows whether the registry answers, if it may be sent twice. Otherwise the registry is asked whether it is
     * one (distribution-spec, "Determining Support"). Any status will do: some mirrors know only the addresses that they mirror.
     */
    async #greet(base, request) {
        const { method, headers, signal } = request;
        const own = isGreeting(request)
            ? { method, target: request.target, headers }
            : { method: 'GET', target: 'v2/', headers: undefined };
        const response = await this.#http.open({
            method: own.method,
            url: new URL(own.target, base),
            ...(own.headers !== undefined && { headers: own.headers }),
            verifyCertificate: needsCertificate(this.endpoint.name, base),
            secrets: [],
            retry: NO_RETRY,
            signal,
        });
        if (response.status === 401) {
            this.#authorizer.readChallenge(response.headers['www-authenticate'], base, undefined);
        }
        return response;
    }
    #httpRequest(request, url, authorization) {
        const { method, headers, body, signal } = request;
        return {
            method,
            url,
            verifyCertificate: needsCertificate(this.endpoint.name, url),
            ...(headers === undefined ? {} : { headers }),
            ...(authorization === undefined ? {} : { authorization }),
            ...(body === undefined ? {} : { body }),
            secrets: this.#authorizer.secrets(),
            retry: request.once === true ? NO_RETRY : (request.retry ?? this.#retry),
            signal,
        };
    }
}
/** Whether it can be the first request to a registry: it changes nothing, and goes to an address below the base. */
function isGreeting(request) {
    const { method, target } = request;
    return typeof target === 'string' && (method === 'GET' || method === 'HEAD');
}

;// CONCATENATED MODULE: ./lib/registry/registries.js






/** All registries that a build talks to, with one session for each. */
class Registries {
    events;
    documents;
    /** What was begun to be pushed before its image was whole. */
    early = new EarlyPushes(() => this.now());
    #http;
    #credentials;
    #mirrors;
    #sessions = new Map();
    #unusable = new Set();
    /** @throws UserError for an invalid mirror */
    constructor(settings) {
        this.events = settings.events;
        this.documents = settings.documents;
        this.#credentials = settings.credentials;
        this.#mirrors = [...new Set(settings.mirrors)].map(parseMirror);
        this.#http = settings.http;
    }
    /** The repository at its origin, for pushing. */
    repository({ registry, repository }) {
        return new Repository(this.#session(originEndpoint(registry, this.#http.insecure)), repository);
    }
    /** For pulling. Mirrors that were marked unusable are left out. */
    pullRepositories(name) {
        const mirrors = name.registry === DOCKER_HUB ? this.#mirrors : [];
        const sessions = mirrors.map((mirror) => this.#session(mirror));
        const usable = sessions.filter((session) => !this.#unusable.has(session));
        return [...usable.map((session) => new Repository(session, name.repository)), this.repository(name)];
    }
    markUnusable(session) {
        this.#unusable.add(session);
    }
    now() {
        return this.#http.now();
    }
    #session(endpoint) {
        const key = endpoint.bases[0].href + (endpoint.mirror ? ' mirror' : '');
        const known = this.#sessions.get(key);
        if (known !== undefined)
            return known;
        const retry = endpoint.mirror ? RETRY_MIRROR : retry_policy_RETRY_REQUIRED;
        const made = new RegistrySession(endpoint, this.#credentials, this.#http, retry);
        this.#sessions.set(key, made);
        return made;
    }
}

;// CONCATENATED MODULE: ./lib/registry/client.js








/** Registries as the rest of the program sees them (OCI distribution-spec 1.1, Docker Registry v2). */
class RegistryClient {
    #registries;
    /** @throws UserError for an invalid mirror */
    constructor(settings) {
        this.#registries = new Registries(settings);
    }
    /** Manifest and config of an image for one platform; throws as `resolveImage`. */
    resolve(reference, platform, signal) {
        return resolveImage(this.#registries, reference, platform, signal);
    }
    /** The digest under a reference, without any document; throws as `resolveDigest`. */
    digest(reference, signal) {
        return resolveDigest(this.#registries, reference, signal);
    }
    /** A blob's bytes, of the right number; the caller verifies the digest. Throws as `fetchBlob`. */
    fetchBlob(source, blob, signal) {
        return fetchBlob(this.#registries, source, blob, signal);
    }
    /** Some of the bytes of a blob. Throws as `fetchBlobPart`. */
    fetchBlobPart(source, blob, part, signal) {
        return fetchBlobPart(this.#registries, source, blob, part, signal);
    }
    /** Whether a mirror or the origin has a blob; throws as `isInAny`. */
    hasBlob(source, digest, signal) {
        return isInAny(this.#registries, { source, digest }, signal);
    }
    /** What was pushed under a digest, without its layers; throws as `readPushed`. */
    pushed(name, digest, signal) {
        return readPushed(this.#registries, name, digest, signal);
    }
    /** Begins to push a blob of an image that is pushed later; see `pushEarly`. */
    pushEarly(target, blob, signal) {
        pushEarly(this.#registries, target, blob, signal);
    }
    /** Stops what `pushEarly` began. */
    close() {
        return this.#registries.early.close();
    }
    /** Throws as `pushEverywhere`. */
    push(what, signal) {
        return pushEverywhere(this.#registries, what, signal);
    }
    /** Pushes an image to one repository; throws as `push`. */
    pushImage({ target, ...image }, signal) {
        return this.push({ targets: [target], root: image.manifest, images: [image] }, signal);
    }
    /** Pushes images for several platforms, and their index, to one repository; throws as `push`. */
    pushIndex({ target, index, images }, signal) {
        return this.push({ targets: [target], root: index, images }, signal);
    }
    /** Throws as `pushReferrer`. */
    pushReferrer(referrer, signal) {
        return pushReferrer(this.#registries, referrer, signal);
    }
    /** All tags of a repository; throws as `listTags`. */
    tags(name, signal) {
        return listTags(this.#registries, name, signal);
    }
    /** All repositories of a registry; throws as `listRepositories`. */
    repositories(registry, signal) {
        return listRepositories(this.#registries, registry, signal);
    }
    /** A tag under which an artifact is kept. @param reference with a tag or a digest */
    artifact(reference) {
        return new ArtifactRepository(this.#registries, reference);
    }
}

;// CONCATENATED MODULE: external "node:fs/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");
;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");
;// CONCATENATED MODULE: ./lib/async/time-limit.js
/**
 * A signal that is aborted when `signal` is, or after a time. It has a timer of its own: in Node 20, a signal of
 * `AbortSignal.timeout` that only `AbortSignal.any` refers to is collected as garbage, and then it never ends anything.
 *
 * @param ms milliseconds
 */
function withTimeLimit(signal, ms) {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(new DOMException(`it took longer than ${ms} ms`, 'TimeoutError')), ms);
    // Whoever waits keeps the process; the limit alone does not.
    timer.unref();
    return AbortSignal.any([signal, late.signal]);
}

;// CONCATENATED MODULE: ./lib/registry/credentials/credential-helper.js






const TIMEOUT_MS = 30_000;
const MAX_OUTPUT = 256 * 1024;
/**
 * Asks `docker-credential-NAME get` (docker/docker-credential-helpers): the address goes to its standard input, JSON
 * comes back. The user name `<token>` marks an identity token.
 *
 * What the helper writes is never repeated: it may hold the secret.
 */
async function askCredentialHelper(name, address, signal) {
    const program = programOf(name);
    if (program === undefined)
        return problem(invalidName(name));
    const ended = await run(program, 'get', address, signal);
    if ('failure' in ended)
        return problem(`${program} could not be run: ${ended.failure}`);
    if (ended.code !== 0) {
        // Having none is no failure: helpers say so with this text and exit code 1.
        if (/credentials not found/i.test(ended.output))
            return { found: undefined };
        return problem(`${program} ended with exit code ${ended.code ?? 'none'}`);
    }
    return readAnswer(ended.output) ?? problem(`${program} gave no valid answer`);
}
/**
 * Lets a helper keep or forget a login.
 *
 * @param input JSON with a login for `store`, an address for `erase`
 * @throws UserError when the helper does not do it
 */
async function tellCredentialHelper(name, action, input, signal) {
    const program = programOf(name);
    if (program === undefined)
        throw new UserError(invalidName(name));
    const ended = await run(program, action, input, signal);
    if ('failure' in ended)
        throw new UserError(`${program} could not be run: ${ended.failure}`);
    if (ended.code !== 0)
        throw new UserError(`${program} ${action} ended with exit code ${ended.code ?? 'none'}`);
}
/** The name comes from a file and becomes a program's: no path may be made of it. */
function programOf(name) {
    return /^[\w.-]+$/.test(name) ? `docker-credential-${name}` : undefined;
}
function invalidName(name) {
    return `the credential helper's name ${JSON.stringify(name)} is not valid`;
}
function problem(text) {
    return { found: undefined, problem: text };
}
const helperAnswer = object({ Username: string, Secret: string });
function readAnswer(output) {
    const answer = parseOrUndefined(helperAnswer, output, MAX_OUTPUT);
    if (answer === undefined)
        return undefined;
    const { Username: username, Secret: secret } = answer;
    if (secret === '')
        return { found: undefined };
    return {
        found: username === '<token>'
            ? { kind: 'identity-token', token: secret }
            : { kind: 'basic', username, password: secret },
    };
}
async function run(program, action, input, signal) {
    signal.throwIfAborted();
    const ended = await new Promise((resolve) => {
        const child = (0,external_node_child_process_namespaceObject.spawn)(program, [action], {
            stdio: ['pipe', 'pipe', 'ignore'],
            signal: withTimeLimit(signal, TIMEOUT_MS),
        });
        let output = '';
        child.stdout.setEncoding('utf8').on('data', (text) => {
            output += text;
            if (output.length > MAX_OUTPUT)
                child.kill('SIGKILL');
        });
        child.on('error', (error) => {
            const missing = errors_errorCode(error) === 'ENOENT';
            resolve({
                failure: missing ? 'it is not on PATH' : error.name === 'AbortError' ? 'it took too long' : error.message,
            });
        });
        child.on('close', (code) => resolve({ code, output }));
        // It may end before it has read its input; its exit code says what there is to say.
        child.stdin.on('error', () => undefined);
        child.stdin.end(input);
    });
    signal.throwIfAborted();
    return ended;
}

;// CONCATENATED MODULE: ./lib/registry/credentials/docker-config.js











/** What docker itself uses as Docker Hub's key since there were indexes. */
const DOCKER_HUB_KEY = 'https://index.docker.io/v1/';
const DOCKER_HUB_NAMES = [DOCKER_HUB_KEY, DOCKER_HUB, 'index.docker.io', 'registry-1.docker.io'];
const docker_config_MAX_SIZE = 1024 * 1024;
const dockerConfig = object({
    auths: withDefault(mapOf(anything), {}),
    credHelpers: withDefault(mapOf(string), {}),
    credsStore: nullish(string),
});
const authEntry = object({
    identitytoken: withDefault(string, ''),
    registrytoken: withDefault(string, ''),
    auth: withDefault(string, ''),
    username: withDefault(string, ''),
    password: withDefault(string, ''),
});
/** Credentials of Docker's config.json: `credHelpers`, then `credsStore`, then `auths`. */
class DockerConfig {
    #file;
    #document;
    /** @param folder absolute path, what DOCKER_CONFIG names, else `~/.docker`; it need not exist */
    constructor(folder) {
        this.#file = external_node_path_namespaceObject.join(folder, 'config.json');
    }
    /** @throws UserError when there is a config.json that cannot be read; its text is never repeated */
    async lookup(registry, signal) {
        this.#document ??= this.#read();
        const document = await this.#document;
        if (document === undefined)
            return { found: undefined };
        try {
            return await lookUp(document, registry, signal);
        }
        catch (cause) {
            if (signal.aborted)
                throw cause;
            throw this.#unreadable(`its entry for ${registry} is not valid`);
        }
    }
    async #read() {
        let bytes;
        try {
            bytes = await (0,promises_namespaceObject.readFile)(this.#file);
        }
        catch (error) {
            if (errors_errorCode(error) === 'ENOENT' || errors_errorCode(error) === 'ENOTDIR')
                return undefined;
            throw this.#unreadable(error instanceof Error ? error.message : 'unknown failure');
        }
        // By the reason, and without a cause: messages quote the text, which holds passwords.
        return orThrow(() => dockerConfig(parseJson(bytes, docker_config_MAX_SIZE)), ({ reason }) => this.#unreadable(reason));
    }
    #unreadable(problem) {
        return new errors_UserError(`cannot use ${this.#file}: ${problem}`, {
            hint: 'Repair it, or log in anew with docker login.',
        });
    }
}
async function lookUp(document, registry, signal) {
    const names = registry === DOCKER_HUB ? DOCKER_HUB_NAMES : [registry];
    const helper = helperFor(document, names);
    // As docker asks them: by Docker Hub's old key, and by the plain host for all others.
    const asked = helper === undefined ? undefined : await askCredentialHelper(helper, names[0] ?? registry, signal);
    if (asked?.found !== undefined)
        return asked;
    const found = inAuths(document, names);
    return found === undefined ? (asked ?? { found: undefined }) : { found };
}
function helperFor(document, names) {
    const { credHelpers, credsStore } = document;
    const key = names.find((name) => Object.hasOwn(credHelpers, name));
    const name = key === undefined ? credsStore : credHelpers[key];
    return name === '' ? undefined : name;
}
function inAuths({ auths }, names) {
    const keys = Object.keys(auths);
    for (const name of names) {
        const key = keys.find((candidate) => candidate === name) ?? keys.find((candidate) => hostOf(candidate) === name);
        const found = key === undefined ? undefined : readAuth(auths[key]);
        if (found !== undefined)
            return found;
    }
    return undefined;
}
/** Old docker versions wrote whole addresses as keys. */
function hostOf(key) {
    return key.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
}
function readAuth(entry) {
    const { identitytoken, registrytoken, auth, username, password } = authEntry(entry);
    if (identitytoken !== '')
        return { kind: 'identity-token', token: identitytoken };
    if (registrytoken !== '')
        return { kind: 'registry-token', token: registrytoken };
    if (auth !== '') {
        const decoded = Buffer.from(auth, 'base64').toString('utf8').replace(/\0+$/, '');
        const colon = decoded.indexOf(':');
        if (colon < 1)
            throw new json_error_DecodeError('a base64 user:password', auth, ['auth']);
        return { kind: 'basic', username: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
    }
    return username === '' ? undefined : { kind: 'basic', username, password };
}

;// CONCATENATED MODULE: ./lib/registry/credentials/given-credentials.js
/** Credentials that were given to this build alone. For other registries, another source is asked. */
class GivenCredentials {
    #given;
    #otherwise;
    /** @param given by registry: `docker.io`, `ghcr.io` */
    constructor(given, otherwise) {
        this.#given = given;
        this.#otherwise = otherwise;
    }
    async lookup(registry, signal) {
        const found = this.#given.get(registry);
        return found === undefined ? this.#otherwise.lookup(registry, signal) : { found };
    }
}

;// CONCATENATED MODULE: ./lib/files/discard.js


/**
 * Removes a file or folder that is of no more use. Never throws, so that it neither fails what has succeeded nor hides why something
 * failed. What cannot be removed has the name of a draft, which a later run removes.
 */
async function discard(path) {
    await (0,promises_namespaceObject.rm)(path, { recursive: true, force: true }).catch(() => undefined);
}
/** The same, synchronous. */
function discard_discardNow(path) {
    try {
        rmSync(path, { recursive: true, force: true });
    }
    catch {
        // See above.
    }
}

;// CONCATENATED MODULE: ./lib/files/make-folders.js



/**
 * Makes a folder and the missing folders above it. Does nothing if the folder exists.
 *
 * Node's option `recursive: true` must not be used for a path from a user. If the system says that a folder is missing
 * although its parent exists, as below `/proc`, Node tries for ever, and no signal stops the synchronous form.
 *
 * @param mode the mode of all folders that are made
 * @throws the system's error
 */
function makeFolders(folder, mode = 0o777) {
    try {
        makeFolder(folder, mode);
    }
    catch (error) {
        const parent = external_node_path_namespaceObject.dirname(folder);
        if (errors_errorCode(error) !== 'ENOENT' || parent === folder)
            throw error;
        makeFolders(parent, mode);
        makeFolder(folder, mode);
    }
}
function makeFolder(folder, mode) {
    try {
        (0,external_node_fs_namespaceObject.mkdirSync)(folder, { mode });
    }
    catch (error) {
        // The folder may exist even if the code is not EEXIST: on a read-only file system, or if it is a mount.
        if (errors_errorCode(error) === 'ENOENT' || !isFolder(folder))
            throw error;
    }
}
function isFolder(folder) {
    try {
        return (0,external_node_fs_namespaceObject.statSync)(folder, { throwIfNoEntry: false })?.isDirectory() === true;
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./lib/files/atomic-file.js





/**
 * Writes a small file in one step: readers see either the old file or all of `content`. The file's folder is made
 * if it is missing. Nothing is synced to the disk.
 */
async function writeWhole(file, content, { draft, shared = false, owner } = {}) {
    makeFolders(external_node_path_namespaceObject.dirname(file), shared ? 0o777 : 0o700);
    const make = async (made) => {
        await (0,promises_namespaceObject.writeFile)(made, content, { flag: 'wx', mode: shared ? 0o666 : 0o600 });
        if (owner !== undefined)
            await (0,promises_namespaceObject.chown)(made, owner.uid, owner.gid);
    };
    await replaceFile(file, make, draft === undefined ? {} : { draft });
}
/** Lets `make` write a draft under another name, and renames it to `file` when it is complete. A failed draft is removed. */
async function replaceFile(file, make, { draft = besides(file) } = {}) {
    try {
        await make(draft);
        await (0,promises_namespaceObject.rename)(draft, file);
    }
    finally {
        // Also after a success: a rename between two hard links of the same file does nothing, and leaves the draft.
        await discard(draft);
    }
}
function besides(file) {
    return external_node_path_namespaceObject.join(external_node_path_namespaceObject.dirname(file), `.${external_node_path_namespaceObject.basename(file)}.${(0,external_node_crypto_namespaceObject.randomBytes)(6).toString('hex')}`);
}

;// CONCATENATED MODULE: ./lib/files/file-chunks.js

/**
 * The bytes of a file from its start. Each chunk is a buffer of its own.
 *
 * A program that can be interrupted should read files with this. When the signal fires, a stream of Node emits an error even if it has
 * no listener yet, or no longer has one. That ends the process.
 *
 * @throws the system's error; the signal's reason
 */
async function* fileChunks(path, options = {}) {
    options.signal?.throwIfAborted();
    const handle = await (0,promises_namespaceObject.open)(path, 'r');
    try {
        yield* handleChunks(handle, options);
    }
    finally {
        await handle.close();
    }
}
/** The same for a held file, which is closed as soon as it is opened for reading. */
async function* heldChunks(held, options = {}) {
    let handle;
    try {
        options.signal?.throwIfAborted();
        handle = await open(held.path, 'r');
    }
    finally {
        held.close();
    }
    try {
        yield* handleChunks(handle, options);
    }
    finally {
        await handle.close();
    }
}
/** The same for a file that is open. It stays open. */
async function* handleChunks(handle, { size = 256 * 1024, from, signal } = {}) {
    let position = from ?? null;
    for (;;) {
        signal?.throwIfAborted();
        const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(size), 0, size, position);
        if (bytesRead === 0)
            return;
        if (position !== null)
            position += bytesRead;
        yield buffer.subarray(0, bytesRead);
    }
}

;// CONCATENATED MODULE: ./lib/files/publish.js





/** Moves a finished file to its final name, and replaces what had that name. */
async function publishFile(file, name, options = {}) {
    try {
        await (0,promises_namespaceObject.rename)(file, name);
    }
    catch (error) {
        if (errors_errorCode(error) !== 'EXDEV')
            throw error;
        await replaceFile(name, (draft) => (0,promises_namespaceObject.copyFile)(file, draft), options);
        await discard(file);
    }
}
/**
 * Gives a finished file its final name, unless something has that name already.
 *
 * @returns whether the file got the name
 */
function publishNewFile(file, name) {
    try {
        linkSync(file, name);
        return true;
    }
    catch (error) {
        const code = errorCode(error);
        if (code === 'EEXIST')
            return false;
        if (code !== 'EPERM')
            throw error;
        // The file system has no hard links.
        renameSync(file, name);
        return true;
    }
}
/** Gives a finished folder its final name. If another process was faster, its folder stays and this one is removed. */
function publishFolder(folder, name) {
    try {
        renameSync(folder, name);
    }
    catch (error) {
        discardNow(folder);
        // The error decides, not whether the name exists now: the other folder may be gone again.
        if (!['ENOTEMPTY', 'EEXIST'].includes(errorCode(error) ?? ''))
            throw error;
    }
}
/** Renames a file or folder on the same file system. */
function moveEntry(from, to) {
    renameSync(from, to);
}

;// CONCATENATED MODULE: ./lib/store/content-store.js









const CHUNK = 1024 * 1024;
/** A blob's mtime says when it was last used, with this precision. Milliseconds. */
const TOUCH_EVERY = 30_000;
/** Images may have content that other users must not see. */
const BLOB_MODE = 0o600;
/**
 * Content by digest, in one folder that any number of processes may use at once. Bytes are checked against their digest when `put` and
 * `ingest` write them, and again when `open` and `read` read them.
 */
class ContentStore {
    #folder;
    constructor(folder) {
        this.#folder = folder;
    }
    /** Absolute path of the blob, whether it exists or not. Callers that read this file check its content. */
    path(digest) {
        return this.#folder.blob(digest);
    }
    /** Whether the store has the blob. Marks it as used, so that a prune during this build keeps it. */
    async has(digest) {
        return (await this.size(digest)) !== undefined;
    }
    /** Bytes of the blob; undefined if the store does not have it. Marks it as used. */
    async size(digest) {
        const path = this.path(digest);
        const stats = await (0,promises_namespaceObject.stat)(path).catch(absent);
        if (stats === undefined)
            return undefined;
        if (Date.now() - stats.mtimeMs > TOUCH_EVERY) {
            const now = new Date();
            // It fails for a file of another user, and if a prune has just removed it.
            await (0,promises_namespaceObject.utimes)(path, now, now).catch(() => undefined);
        }
        return stats.size;
    }
    /**
     * The blob's bytes, checked while they are read. If reading ends without an error, they are right.
     *
     * @throws InfraError when the store does not have it, or when it is damaged. A damaged blob is removed, to be fetched or made again.
     */
    async *open(descriptor, signal) {
        const { digest, size } = descriptor;
        const path = this.path(digest);
        const handle = await (0,promises_namespaceObject.open)(path, 'r').catch(absent);
        if (handle === undefined)
            throw new errors_InfraError(`blob ${digest} is not in the store`);
        try {
            const { ino, size: found } = await handle.stat();
            const hash = (0,external_node_crypto_namespaceObject.createHash)(digestAlgorithm(digest));
            for await (const chunk of handleChunks(handle, { size: CHUNK, signal })) {
                hash.update(chunk);
                // The size in the descriptor may be wrong. Only the digest shows whether the blob is damaged.
                if (found === size)
                    yield chunk;
            }
            if (hash.digest('hex') !== digestHex(digest)) {
                await this.#removeDamaged(path, ino);
                throw new errors_InfraError(`blob ${digest} was damaged in the store; it was removed`, {
                    retryable: true,
                    hint: 'Run the build again: what is missing is fetched or made again.',
                });
            }
            if (found !== size)
                throw new errors_InfraError(`blob ${digest} has ${found} bytes, but its descriptor says ${size}`);
        }
        finally {
            await handle.close();
        }
    }
    /**
     * A whole blob. Only for documents.
     *
     * @param limit in bytes; absent: 4 MiB, a manifest's limit
     * @throws InfraError as `open` does, and when it is larger
     */
    async read(descriptor, limit = 4 * 1024 * 1024) {
        if (descriptor.size > limit)
            throw new errors_InfraError(`blob ${descriptor.digest} has more than ${limit} bytes`);
        const chunks = [];
        for await (const chunk of this.open(descriptor))
            chunks.push(chunk);
        return Buffer.concat(chunks);
    }
    /** @throws InfraError when the disk does not take it */
    async put(bytes) {
        const digest = digest_sha256(bytes);
        await this.ingest([bytes], { digest, size: bytes.length });
        return { digest, size: bytes.length };
    }
    /**
     * Writes a blob. If the store has it already, `source` is not read.
     *
     * @throws InfraError when the bytes are not those of the descriptor, or the disk does not take them
     */
    async ingest(source, descriptor, options = {}) {
        if ((await this.size(descriptor.digest)) === descriptor.size) {
            // Closes the connection behind the source.
            if (Symbol.asyncIterator in source)
                await source[Symbol.asyncIterator]().return?.();
            options.onProgress?.(descriptor.size);
            return;
        }
        const draft = this.#folder.newIngestPath();
        const make = (file) => content_store_write(file, checked(source, descriptor, options), options.onFile);
        try {
            await replaceFile(this.path(descriptor.digest), make, { draft });
        }
        catch (error) {
            throw write_error_diskError(error, `store blob ${descriptor.digest} in`, this.#folder.root, descriptor.size);
        }
    }
    /**
     * Moves a file that was written and hashed before into the store. The file is gone afterwards, also if the store has the blob.
     *
     * @throws InfraError when it does not have the size that the descriptor says
     */
    async takeFile(file, descriptor) {
        try {
            const { size } = await (0,promises_namespaceObject.lstat)(file);
            if (size !== descriptor.size) {
                throw new errors_InfraError(`the file for blob ${descriptor.digest} has ${size} bytes instead of ${descriptor.size}`);
            }
            // If the file belongs to another user, the worker has set its mode.
            await (0,promises_namespaceObject.chmod)(file, BLOB_MODE).catch(() => undefined);
            if ((await this.size(descriptor.digest)) === descriptor.size)
                await discard(file);
            else
                await publishFile(file, this.path(descriptor.digest), { draft: this.#folder.newIngestPath() });
        }
        catch (error) {
            throw write_error_diskError(error, `store blob ${descriptor.digest} in`, this.#folder.root, descriptor.size);
        }
    }
    async remove(digest) {
        await (0,promises_namespaceObject.rm)(this.path(digest), { force: true });
    }
    /** Another process may have replaced it with a good blob by now. */
    async #removeDamaged(path, ino) {
        const stats = await (0,promises_namespaceObject.lstat)(path).catch(absent);
        if (stats?.ino === ino)
            await (0,promises_namespaceObject.rm)(path, { force: true });
    }
}
/** Passes the bytes on, and throws if they are not those of the descriptor. */
async function* checked(source, descriptor, options) {
    const { digest, size } = descriptor;
    const hash = (0,external_node_crypto_namespaceObject.createHash)(digestAlgorithm(digest));
    let done = 0;
    for await (const chunk of source) {
        options.signal?.throwIfAborted();
        done += chunk.length;
        if (done > size)
            throw new WrongContent(`blob ${digest} is longer than the ${size} bytes that it should have`);
        hash.update(chunk);
        yield chunk;
        options.onProgress?.(done);
    }
    if (done < size) {
        throw new errors_InfraError(`blob ${digest} ended after ${done} of ${size} bytes`, { retryable: true });
    }
    const found = hash.digest('hex');
    if (found !== digestHex(digest)) {
        throw new WrongContent(`blob ${digest} has other content: ${digestAlgorithm(digest)}:${found}`, {
            retryable: true,
        });
    }
}
async function content_store_write(file, chunks, onFile) {
    const handle = await (0,promises_namespaceObject.open)(file, 'wx', BLOB_MODE);
    try {
        onFile?.(file);
        for await (const chunk of chunks) {
            for (let at = 0; at < chunk.length;)
                at += (await handle.write(chunk, at)).bytesWritten;
        }
    }
    finally {
        await handle.close();
    }
}
function absent(error) {
    if (errors_errorCode(error) === 'ENOENT')
        return undefined;
    throw error;
}

;// CONCATENATED MODULE: ./lib/files/take-away.js



/**
 * Removes a file, unless it turns out that it must stay. The file is first renamed, and then looked at: what another process does to it
 * before that is seen, and after that it is gone for everybody. So no other process loses a file that it has just renewed.
 *
 * @param draft a free path on the same file system
 * @param mayGo looks at the file under its other name
 * @returns whether it was removed; `false` also when there was none
 */
async function takeAway(file, draft, mayGo) {
    try {
        await (0,promises_namespaceObject.rename)(file, draft);
    }
    catch (error) {
        if (errors_errorCode(error) === 'ENOENT')
            return false;
        throw error;
    }
    try {
        const goes = await mayGo(draft);
        // Something newer may have got the name by now.
        if (!goes)
            await (0,promises_namespaceObject.link)(draft, file).catch(() => undefined);
        return goes;
    }
    finally {
        await discard(draft);
    }
}

;// CONCATENATED MODULE: ./lib/store/no-such-image.js

/** There is no image with that name or id in the store. */
class NoSuchImage extends errors_UserError {
    /** @param asked as it was written */
    constructor(asked, hint) {
        super(`no such image: ${asked}`, { hint });
    }
}

;// CONCATENATED MODULE: ./lib/store/image-store.js















/**
 * The images of this machine: a file for each image, and a file for each name that says which image it means. Files are replaced as a
 * whole: of two builds that tag at the same time, one wins. A name says everything of its image, so an image that gets a name while
 * another process removes its own file is not lost.
 */
class ImageStore {
    #folder;
    constructor(folder) {
        this.#folder = folder;
    }
    /** Adds an image whose blobs are in the content store. If a name meant another image, it now means this one. */
    async add(image, references, now = new Date()) {
        const { target, imageId } = image;
        const stored = {
            target: { mediaType: target.mediaType, digest: target.digest, size: target.size },
            imageId,
            stored: now.toISOString(),
        };
        await this.#folder.write(this.#idFile(target.digest), JSON.stringify(stored));
        for (const reference of references)
            await this.#writeTag(reference, stored);
    }
    /** Gives an image another name. @throws UserError when `existing` is not in the store */
    async tag(existing, reference) {
        const { target, imageId, stored } = await this.resolve(existing);
        await this.#writeTag(reference, { target, imageId, stored });
    }
    /** Newest first. */
    async list() {
        const references = new Map();
        const images = new Map();
        // First the names: an image that gets its name meanwhile is then seen by its own file.
        for (const { reference, target, image } of await this.#tags()) {
            references.set(target, [...(references.get(target) ?? []), reference]);
            if (image !== undefined)
                images.set(target, image);
        }
        for (const name of await (0,promises_namespaceObject.readdir)(this.#folder.imageIds)) {
            const image = await this.#readImage((0,external_node_path_namespaceObject.join)(this.#folder.imageIds, name));
            if (image !== undefined)
                images.set(image.target.digest, image);
        }
        return [...images.values()]
            .map((image) => ({ ...image, references: sortedReferences(references.get(image.target.digest) ?? []) }))
            .sort((a, b) => byCodeUnit(b.stored, a.stored) || byCodeUnit(a.target.digest, b.target.digest));
    }
    /** The image with exactly this name; undefined if there is none. Faster than `resolve`. */
    async find(reference) {
        const tag = await this.#readTag(this.#tagFile(reference));
        if (tag === undefined)
            return undefined;
        return tag.image ?? (await this.#readImage(this.#idFile(tag.target)));
    }
    /** When each name was given, in milliseconds since the epoch; the latest of several. */
    async lastTagged(references) {
        const times = await Promise.all(references.map(async (reference) => (await (0,promises_namespaceObject.stat)(this.#tagFile(reference)).catch(() => undefined))?.mtimeMs ?? 0));
        const last = Math.max(0, ...times);
        return last === 0 ? undefined : last;
    }
    /**
     * Finds an image as docker does: first by name, then by digest or the beginning of an id.
     *
     * @throws UserError when there is none, or more than one
     */
    async resolve(query) {
        const images = await this.list();
        const named = images.find((image) => query.isNamed(image.references));
        if (named !== undefined)
            return named;
        const found = images.filter(({ imageId, target }) => query.isIdOf(imageId) || query.isIdOf(target.digest));
        const { text } = query;
        const [first, ...others] = found;
        if (first === undefined)
            throw new NoSuchImage(text, hintFor(query.name, images));
        // Images with the same config are the same image, pulled and built. The newest is taken.
        if (others.some((image) => image.imageId !== first.imageId)) {
            throw new errors_UserError(`image id ${text} is ambiguous`, {
                hint: `It may be ${found.map((image) => shortDigest(image.imageId)).join(', ')}: write more of it.`,
            });
        }
        return first;
    }
    /**
     * Removes a name, unless another process has given it to another image meanwhile.
     *
     * @returns whether it was there and meant one of `targets`
     */
    async untag(reference, targets) {
        const file = this.#tagFile(reference);
        const isMeant = async (path) => {
            const tag = await this.#readTag(path);
            return tag !== undefined && targets.includes(tag.target);
        };
        return (await isMeant(file)) && (await takeAway(file, this.#folder.newIngestPath(), isMeant));
    }
    /** Removes an image without a name. Its blobs are kept until they are pruned. */
    async removeNameless(target) {
        await (0,promises_namespaceObject.rm)(this.#idFile(target), { force: true });
        await (0,promises_namespaceObject.rm)(this.#folder.imageSizes(target), { force: true });
    }
    /**
     * The files of names and images that cannot be read.
     *
     * @param remove also removes them: what is in them cannot be known
     */
    async damagedFiles(remove) {
        const damaged = [];
        for (const [folder, decoder] of [
            [this.#folder.imageTags, storedTag],
            [this.#folder.imageIds, storedImage],
        ]) {
            for (const name of await (0,promises_namespaceObject.readdir)(folder)) {
                const path = (0,external_node_path_namespaceObject.join)(folder, name);
                try {
                    await readDocument(path, decoder);
                }
                catch (error) {
                    if (!(error instanceof errors_InfraError))
                        throw error;
                    damaged.push(path);
                    if (remove)
                        await (0,promises_namespaceObject.rm)(path, { force: true });
                }
            }
        }
        return damaged;
    }
    #idFile(digest) {
        return (0,external_node_path_namespaceObject.join)(this.#folder.imageIds, digestHex(digest));
    }
    /** A name may be longer than the name of a file. */
    #tagFile(reference) {
        return (0,external_node_path_namespaceObject.join)(this.#folder.imageTags, digestHex(digest_sha256(formatReference(reference))));
    }
    #writeTag(reference, { target, imageId, stored }) {
        const { mediaType, digest, size } = target;
        const image = { target: { mediaType, digest, size }, imageId, stored };
        const tag = { reference: formatReference(reference), target: digest, image };
        return this.#folder.write(this.#tagFile(reference), JSON.stringify(tag));
    }
    async #tags() {
        const tags = [];
        for (const name of await (0,promises_namespaceObject.readdir)(this.#folder.imageTags)) {
            const tag = await this.#readTag((0,external_node_path_namespaceObject.join)(this.#folder.imageTags, name));
            if (tag !== undefined)
                tags.push(tag);
        }
        return tags;
    }
    #readTag(path) {
        return readDocument(path, storedTag);
    }
    #readImage(path) {
        return readDocument(path, storedImage);
    }
}
const longName = stringUpTo(2048);
const imageReference = (value) => {
    try {
        return withDefaultTag(parseReference(longName(value)));
    }
    catch (error) {
        if (error instanceof errors_UserError)
            throw new json_error_DecodeError('the name of an image', value);
        throw error;
    }
};
const storedImage = object({
    target: object({ mediaType: mediaType, digest: digest_schema_digest, size: nonNegativeInteger }),
    imageId: imageId,
    stored: stringUpTo(64),
});
const storedTag = object({ reference: imageReference, target: digest_schema_digest, image: nullish(storedImage) });
/** Bytes. */
const MAX_DOCUMENT_SIZE = 64 * 1024;
/** @returns undefined if the file does not exist */
async function readDocument(path, decoder) {
    try {
        return document_decodeDocument(decoder, await (0,promises_namespaceObject.readFile)(path), { name: path, maxBytes: MAX_DOCUMENT_SIZE });
    }
    catch (error) {
        if (errors_errorCode(error) === 'ENOENT')
            return undefined;
        const hint = 'Find and remove what is damaged: layer-build system check --repair.';
        if (error instanceof errors_InfraError)
            throw new errors_InfraError(error.message, { cause: error, hint });
        throw new errors_InfraError(`cannot read ${path}`, { cause: error, hint });
    }
}
/** The other tags of the repository that was asked for. */
function hintFor(asked, images) {
    const near = images
        .flatMap((image) => image.references)
        .filter((name) => asked !== undefined && name.tag !== undefined && sameRepository(name, asked));
    return near.length > 0
        ? `There is ${sortedReferences(near).slice(0, 5).map(familiarName).join(', ')}.`
        : 'See `layer-build images` for what there is.';
}

;// CONCATENATED MODULE: external "node:zlib"
const external_node_zlib_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");
var external_node_zlib_namespaceObject_0 = /*#__PURE__*/__nccwpck_require__.t(external_node_zlib_namespaceObject, 2);
;// CONCATENATED MODULE: ./lib/json/check-outline.js

const check_outline_QUOTE = 0x22;
const check_outline_COMMA = 0x2c;
const check_outline_OPEN_ARRAY = 0x5b;
const check_outline_BACKSLASH = 0x5c;
const check_outline_CLOSE_ARRAY = 0x5d;
const check_outline_OPEN_OBJECT = 0x7b;
const check_outline_CLOSE_OBJECT = 0x7d;
/**
 * Refuses a JSON text that a parser should not get: it needs half a minute for a gigabyte of brackets, and for a gigabyte of
 * empty lists more memory than a process has. This check costs a fraction of the parsing, and allocates nothing.
 *
 * @throws JsonError
 */
function checkOutline(json, bounds) {
    let depth = 0;
    let values = 0;
    for (let at = 0; at < json.length; at++) {
        const byte = json[at];
        if (byte === check_outline_QUOTE)
            at = check_outline_endOfString(json, at);
        else if (byte === check_outline_COMMA)
            values++;
        else if (byte === check_outline_CLOSE_OBJECT || byte === check_outline_CLOSE_ARRAY)
            depth--;
        else if (byte === check_outline_OPEN_OBJECT || byte === check_outline_OPEN_ARRAY) {
            values++;
            if (++depth > bounds.depth)
                throw new JsonError(`it is nested more than ${bounds.depth} levels deep`);
        }
        if (values > bounds.values)
            throw new JsonError(`it has more than ${bounds.values} values`);
    }
}
/** @returns the position of the closing quote, or the end of the text if there is none */
function check_outline_endOfString(json, start) {
    for (let end = start + 1; end < json.length; end++) {
        if (json[end] === check_outline_BACKSLASH)
            end++;
        else if (json[end] === check_outline_QUOTE)
            return end;
    }
    return json.length;
}

;// CONCATENATED MODULE: ./lib/json/next-row.js
const NEXT_ROW = Buffer.from('],["');
/**
 * Where a row ends in the compact JSON of a list of rows, each of which begins with a text: behind the `]` of the first row that ends at or
 * behind `from`. So a long list is parsed in parts.
 *
 * @returns -1 if only the last row does, whose end is not marked
 */
function endOfRow(json, from) {
    for (let mark = json.indexOf(NEXT_ROW, from); mark >= 0; mark = json.indexOf(NEXT_ROW, mark + 1)) {
        // The quotation mark may also end a text, such as the name `a],[`. Then there is no text behind it, but a comma or a bracket.
        const behind = json[mark + NEXT_ROW.length];
        if (behind !== undefined && behind !== next_row_COMMA && behind !== BRACKET)
            return mark + 1;
    }
    return -1;
}
const next_row_COMMA = 0x2c;
const BRACKET = 0x5d;

;// CONCATENATED MODULE: ./lib/text/encoded-parts.js
/** Characters that are encoded at once. */
const PIECE = 8 * 1024;
/** Bytes of a character, at most. */
const WIDEST = 3;
/**
 * The UTF-8 of a text that comes in pieces, in parts of about so many bytes. A part is valid until the next one is asked for: all are
 * in one buffer outside of JavaScript's heap, where a long text would stay until all of the heap is collected.
 */
function* encodedParts(pieces, bytes) {
    let buffer;
    let used = 0;
    let text = '';
    for (const piece of pieces) {
        text += piece;
        if (text.length < PIECE)
            continue;
        buffer ??= Buffer.allocUnsafeSlow(bytes + WIDEST * PIECE);
        if (used + WIDEST * text.length > buffer.length) {
            yield buffer.subarray(0, used);
            used = 0;
        }
        if (WIDEST * text.length > buffer.length)
            yield Buffer.from(text);
        else
            used += buffer.write(text, used);
        text = '';
    }
    const rest = Buffer.from(text);
    if (buffer === undefined)
        yield rest;
    else
        yield Buffer.concat([buffer.subarray(0, used), rest]);
}

;// CONCATENATED MODULE: ./lib/layer/compression/group.js
/** Bytes of input in a group, at most. */
const group_GROUP_SIZE = 1024 * 1024;

;// CONCATENATED MODULE: ./lib/layer/compression/hardly-compresses.js

/** Bytes that are looked at, at each of so many places. */
const SAMPLE = (/* unused pure expression or super */ null && (8 * 1024));
const SAMPLES = 4;
/** How far back deflate can point (RFC 1951). */
const hardly_compresses_WINDOW = (/* unused pure expression or super */ null && (32 * 1024));
/** Bits for each byte, from how often each value comes: those of programs and texts are below, those of compressed data near 8. */
const MANY_BITS = 7.5;
/** The part of a sample's size that is left of it when it is deflated. */
const NEARLY_ALL = 0.985;
/**
 * Whether deflate would make a block hardly smaller, as with pictures, archives and random bytes. It depends on nothing but the block's
 * bytes. For nearly all that compresses, a look at one sample is enough to say no.
 */
function hardly_compresses_hardlyCompresses(block) {
    if (block.length < SAMPLE * SAMPLES)
        return false;
    const stride = (block.length - SAMPLE) / (SAMPLES - 1);
    for (let number = 0; number < SAMPLES; number++) {
        const from = Math.floor(number * stride);
        const sample = block.subarray(from, from + SAMPLE);
        if (bitsOfByte(sample) < MANY_BITS)
            return false;
        // What repeats within the window is found too.
        const dictionary = block.subarray(Math.max(0, from - hardly_compresses_WINDOW), from);
        const deflated = deflateRawSync(sample, { level: 1, ...(from > 0 && { dictionary }) });
        if (deflated.length < NEARLY_ALL * SAMPLE)
            return false;
    }
    return true;
}
/** Shannon's entropy of single bytes. */
function bitsOfByte(bytes) {
    const counts = new Uint32Array(256);
    for (const byte of bytes)
        counts[byte] = (counts[byte] ?? 0) + 1;
    let bits = 0;
    for (const count of counts)
        if (count > 0)
            bits -= count * Math.log2(count / bytes.length);
    return bits / bytes.length;
}

;// CONCATENATED MODULE: external "node:diagnostics_channel"
const external_node_diagnostics_channel_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel");
;// CONCATENATED MODULE: ./lib/trace/span.js

/*
 * Spans go through a channel of the process, so that a function that is slow can say so without being given anything. While nobody
 * listens, they cost one look at a flag.
 */
const NAME = 'layer-build:span';
const spans = (0,external_node_diagnostics_channel_namespaceObject.channel)(NAME);
/** Whether anyone listens. */
function isTraced() {
    return spans.hasSubscribers;
}
/** Listens to all spans that end from now on. @returns a function that ends this */
function onSpan(listener) {
    // Only `publishSpan` publishes on this channel.
    const take = (span) => listener(span);
    subscribe(NAME, take);
    return () => {
        unsubscribe(NAME, take);
    };
}
/** Tells a span that was measured elsewhere. */
function publishSpan(span) {
    spans.publish(span);
}
/** @param name what it is called; only asked for if anyone listens */
function openSpan(track, name, row) {
    if (!isTraced())
        return NOBODY_LISTENS;
    const from = clock();
    const facts = {};
    let isOpen = true;
    return {
        note(more) {
            for (const [key, value] of Object.entries(more)) {
                const before = facts[key];
                facts[key] = typeof before === 'number' && typeof value === 'number' ? before + value : value;
            }
        },
        end() {
            if (!isOpen)
                return;
            isOpen = false;
            publishSpan({ track, name: name(), from, to: clock(), facts, ...(row !== undefined && { row }) });
        },
    };
}
/** Does the work within a span. An error ends the span too, which says so. */
async function span_traced(track, name, work, row) {
    const span = openSpan(track, name, row);
    try {
        return await work(span);
    }
    catch (error) {
        span.note({ failed: 'yes' });
        throw error;
    }
    finally {
        span.end();
    }
}
const NOBODY_LISTENS = { note: () => undefined, end: () => undefined };
function clock() {
    return Number(process.hrtime.bigint() / 1000n);
}

;// CONCATENATED MODULE: ./lib/layer/compression/ordered-output.js


const NOTHING = Buffer.alloc(0);
/** Blocks are compressed side by side, and reach the sink in the order in which they were begun. */
class ordered_output_OrderedOutput {
    #parts;
    /** In order. */
    #slots = [];
    /** What the sink has of the group that was begun. */
    #compressed = 0;
    #size = 0;
    #error;
    #failed = false;
    #wake = [];
    constructor(parts) {
        this.#parts = parts;
    }
    /**
     * Begins a block.
     *
     * @param size bytes of its input
     * @returns to be called with its output, or with why there is none
     */
    begin(size, endsGroup) {
        const slot = { output: undefined, size, endsGroup };
        this.#slots.push(slot);
        return (error, output) => this.#arrived(slot, error, output);
    }
    /** @throws what stopped the output */
    check() {
        if (this.#failed)
            throw this.#error;
    }
    /** As `GroupCompressor` has it. */
    drained() {
        this.check();
        const { maxInFlight } = this.#parts;
        if (this.#slots.length < maxInFlight)
            return undefined;
        return traced('layers: waits', () => 'for the compressor', () => this.#waitUntil(maxInFlight - 1));
    }
    /** Resolves when the sink has all that was begun. */
    async flushed() {
        await this.#waitUntil(0);
    }
    /** As `GroupCompressor` has it. */
    async abandon() {
        this.#fail(new EngineBug('written to after it was abandoned'));
        while (this.#slots.length > 0)
            await this.#change();
    }
    async #waitUntil(inFlight) {
        while (this.#slots.length > inFlight && !this.#failed)
            await this.#change();
        this.check();
    }
    #change() {
        return new Promise((resolve) => this.#wake.push(resolve));
    }
    #fail(error) {
        if (this.#failed)
            return;
        this.#failed = true;
        this.#error = error;
    }
    #arrived(slot, error, output) {
        const isGood = error === null || error === undefined;
        if (!isGood)
            this.#fail(error);
        slot.output = isGood ? output : NOTHING;
        for (let head = this.#slots[0]; head?.output !== undefined; head = this.#slots[0]) {
            this.#slots.shift();
            if (!this.#failed)
                this.#pass(head, head.output);
        }
        const waiting = this.#wake;
        this.#wake = [];
        for (const wake of waiting)
            wake();
    }
    /** What the sink throws ends the output, and not the taking of what is still to come: `abandon` waits for all of that. */
    #pass({ size, endsGroup }, output) {
        try {
            this.#parts.sink(output);
            this.#compressed += output.length;
            this.#size += size;
            if (!endsGroup)
                return;
            this.#parts.onGroup?.({ compressed: this.#compressed, size: this.#size });
            this.#compressed = 0;
            this.#size = 0;
        }
        catch (thrown) {
            this.#fail(thrown);
        }
    }
}

;// CONCATENATED MODULE: ./lib/layer/compression/parallel-gzip.js





/**
 * Measured on 333 MB of a root filesystem: level 4 takes 4.5 s of processor time for 140.2 MB, 5 5.3 s for 138.1, 6 6.7 s for
 * 137.4 (pigz -6: 8.1 s, 136.5).
 */
const DEFAULT_GZIP_LEVEL = 5;
/**
 * For blocks that hardly compress. Measured on a gzip of a program: level 5 takes 28 ms/MiB for 0.999 of the size, Huffman's code alone 5.4 for
 * 1.000, this 0.7 for 1.000.
 */
const STORED = 0;
/** Bytes of input in a block. Larger blocks need more memory, and each block needs a handle and a flush. */
const BLOCK_SIZE = 256 * 1024;
/** Blocks in a group. */
const GROUP_BLOCKS = group_GROUP_SIZE / BLOCK_SIZE;
/** Bytes of the header of a member (RFC 1952) that is written here, before the first group, and of its trailer, behind the last. */
const GZIP_HEADER = 10;
const GZIP_TRAILER = 8;
/** Each block that is being deflated has its input, its output and zlib's state in memory: about 1 MiB. */
const MAX_IN_FLIGHT = 16;
/**
 * One gzip member (RFC 1952) whose blocks are deflated side by side in libuv's thread pool. The dictionary of each block is the 32 KiB
 * before it, so that the output is hardly larger than that of a single stream. The output depends only on the input, the level and the
 * cuts. If the caller waits for `drained`, less than about 20 MiB of memory are used. Each group is raw deflate.
 */
class parallel_gzip_ParallelGzip {
    #sink;
    #onBlock;
    /** Whether groups are cut where nobody asks for it. */
    #inGroups;
    /** Absent: the default, and less for what hardly compresses. */
    #level;
    #output;
    #spare = [];
    #block = Buffer.allocUnsafe(BLOCK_SIZE);
    #filled = 0;
    #dictionary;
    /** Blocks of the group that was begun. */
    #groupBlocks = 0;
    #crc = 0;
    #size = 0;
    /** @param sink takes the output in order, synchronously; what it throws is thrown by the next call */
    constructor(sink, { level, onBlock, onGroup } = {}) {
        this.#sink = sink;
        this.#onBlock = onBlock;
        this.#inGroups = onGroup !== undefined;
        this.#level = level;
        const maxInFlight = Math.min(2 * availableParallelism(), MAX_IN_FLIGHT);
        this.#output = new OrderedOutput({ sink, onGroup, maxInFlight });
        // Without time, name and operating system: nothing differs between two machines.
        sink(Buffer.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255));
    }
    write(chunk) {
        this.#output.check();
        for (let at = 0; at < chunk.length;) {
            const count = Math.min(BLOCK_SIZE - this.#filled, chunk.length - at);
            this.#block.set(count === chunk.length ? chunk : chunk.subarray(at, at + count), this.#filled);
            this.#filled += count;
            at += count;
            if (this.#filled < BLOCK_SIZE)
                continue;
            this.#dispatch({ endsGroup: this.#inGroups && this.#groupBlocks + 1 === GROUP_BLOCKS });
        }
    }
    get groupSize() {
        return this.#groupBlocks * BLOCK_SIZE + this.#filled;
    }
    cut() {
        this.#output.check();
        if (this.groupSize > 0)
            this.#dispatch({ endsGroup: true });
    }
    drained() {
        return this.#output.drained();
    }
    async finish() {
        this.#output.check();
        this.#dispatch({ endsGroup: true, last: true });
        await this.#output.flushed();
        const trailer = Buffer.alloc(8);
        trailer.writeUInt32LE(this.#crc, 0);
        trailer.writeUInt32LE(this.#size % 2 ** 32, 4);
        this.#sink(trailer);
    }
    abandon() {
        return this.#output.abandon();
    }
    #dispatch({ endsGroup, last = false }) {
        const buffer = this.#block;
        const block = this.#filled === BLOCK_SIZE ? buffer : buffer.subarray(0, this.#filled);
        this.#onBlock?.(block);
        this.#crc = crc32(block, this.#crc);
        this.#size += block.length;
        const done = this.#output.begin(block.length, endsGroup);
        deflateRaw(block, {
            level: this.#level ?? (hardlyCompresses(block) ? STORED : DEFAULT_GZIP_LEVEL),
            // Enough for a block that does not compress, so that one call in the pool does it.
            chunkSize: BLOCK_SIZE + 1024,
            finishFlush: last ? constants.Z_FINISH : constants.Z_SYNC_FLUSH,
            ...(this.#dictionary === undefined ? {} : { dictionary: this.#dictionary }),
        }, (error, output) => {
            this.#spare.push(buffer);
            done(error, output);
        });
        if (last)
            return;
        this.#groupBlocks = endsGroup ? 0 : this.#groupBlocks + 1;
        // A copy: the block may be filled again before the next one is dispatched.
        this.#dictionary = endsGroup ? undefined : Buffer.from(block.subarray(-WINDOW));
        this.#block = this.#spare.pop() ?? Buffer.allocUnsafe(BLOCK_SIZE);
        this.#filled = 0;
    }
}

;// CONCATENATED MODULE: ./lib/layer/compression/layer-groups.js






/** Inflating one must not take more memory than a few of ours. */
const size = refine(nonNegativeInteger, (bytes) => bytes <= 16 * group_GROUP_SIZE, 'the size of a group');
const storedGroups = object({
    blob: digest_schema_digest,
    format: optional(oneOf('zstd')),
    groups: array(tuple(nonNegativeInteger, nonNegativeInteger, size)),
});
function encodeGroups({ blob, format, groups }) {
    const rows = groups.map(({ entries, compressed, size }) => [entries, compressed, size]);
    return JSON.stringify({ blob, ...(format === 'zstd' && { format }), groups: rows });
}
/** Throws a DecodeError for anything that `encodeGroups` does not make. */
function decodeGroups(value) {
    const { blob, format = 'gzip', groups } = storedGroups(value);
    return { blob, format, groups: groups.map(([entries, compressed, size]) => ({ entries, compressed, size })) };
}
/** Bytes of a blob before its first group, and behind its last. */
const AROUND = { gzip: [GZIP_HEADER, GZIP_TRAILER], zstd: [0, 0] };
/** The groups with their places in the blob. */
function placedGroups({ format, groups }) {
    let offset = AROUND[format][0];
    return groups.map((group) => {
        const placed = { ...group, offset };
        offset += group.compressed;
        return placed;
    });
}
/** Whether the groups can be those of a blob with this size, of a layer with so many entries. */
function covers({ format, groups }, blobSize, entries) {
    const [before, behind] = AROUND[format];
    let [bytes, count] = [before + behind, 0];
    for (const group of groups) {
        bytes += group.compressed;
        count += group.entries;
    }
    return bytes === blobSize && count === entries && (groups[0]?.entries ?? 1) > 0;
}

;// CONCATENATED MODULE: ./lib/layer/packed/byte-pieces.js
/** Bytes of a large piece, and the bits of an offset in it. An item that is longer gets its own piece. */
const PIECE_BITS = 20;
const byte_pieces_PIECE = 2 ** PIECE_BITS;
/** Bytes of the first piece; each is twice as large as the one before it. Most builds need little, and a run of bake has hundreds of these. */
const FIRST = 4 * 1024;
/** With a piece's number and an offset, a position has 32 bits. */
const MOST_PIECES = 2 ** (32 - PIECE_BITS);
/** Items of bytes that can only be added, each at a position below 2^32. They are in pieces, so that nothing is copied when there are more. */
class BytePieces {
    #pieces = [];
    #used = 0;
    /** A buffer with room for so many bytes from `offset` on. What is used of them is told to `keep`. */
    room(bytes) {
        const last = this.#pieces.at(-1);
        // An item without bytes has a position, too, which is never behind the end of a piece: that would be the next piece.
        if (last !== undefined && this.#used + Math.max(bytes, 1) <= Math.min(last.length, byte_pieces_PIECE)) {
            return { buffer: last, offset: this.#used };
        }
        if (this.#pieces.length === MOST_PIECES)
            throw new RangeError('more than 4 GiB of packed entries');
        const size = Math.min(FIRST * 2 ** this.#pieces.length, byte_pieces_PIECE);
        const buffer = Buffer.allocUnsafeSlow(Math.max(size, bytes));
        this.#pieces.push(buffer);
        this.#used = 0;
        return { buffer, offset: 0 };
    }
    /** @param end where the item ends that was written into the room  @returns its position */
    keep(end) {
        // As unsigned: shifting makes a number negative.
        const position = (((this.#pieces.length - 1) << PIECE_BITS) | this.#used) >>> 0;
        this.#used = Math.min(end, byte_pieces_PIECE);
        return position;
    }
    bufferAt(position) {
        const buffer = this.#pieces[position >>> PIECE_BITS];
        if (buffer === undefined)
            throw new RangeError(`no piece at ${position}`);
        return buffer;
    }
    offsetAt(position) {
        return position & (byte_pieces_PIECE - 1);
    }
}

;// CONCATENATED MODULE: ./lib/layer/packed/growing-numbers.js
/** A list of numbers below 2^32, in four bytes each. Those that were not set are 0. */
class GrowingNumbers {
    #numbers = new Uint32Array(256);
    #length = 0;
    get length() {
        return this.#length;
    }
    /** @returns 0 for a number behind the end */
    at(position) {
        return this.#numbers[position] ?? 0;
    }
    push(number) {
        this.set(this.#length, number);
    }
    set(position, number) {
        if (position >= this.#numbers.length) {
            const larger = new Uint32Array(2 ** Math.ceil(Math.log2(position + 1)));
            larger.set(this.#numbers);
            this.#numbers = larger;
        }
        this.#numbers[position] = number;
        if (position >= this.#length)
            this.#length = position + 1;
    }
}

;// CONCATENATED MODULE: ./lib/layer/packed/packed-text.js
/*
 * A text in a buffer: first its length in bytes and its encoding as one number, then the bytes. Most texts fit in Latin-1, with one byte
 * for each code unit. All others are in UTF-16, since a path has lone surrogates for bytes that are not UTF-8.
 */
const NARROW = /^[\0-\xff]*$/;
/** Of a number. */
const packed_text_MOST_BYTES = 8;
/** At most. */
function textRoom(text) {
    return packed_text_MOST_BYTES + 2 * text.length;
}
/** @returns where the text ends */
function writeText(buffer, at, text) {
    const narrow = NARROW.test(text);
    const bytes = narrow ? text.length : 2 * text.length;
    const start = writeNumber(buffer, at, 2 * bytes + (narrow ? 0 : 1));
    return start + buffer.write(text, start, narrow ? 'latin1' : 'utf16le');
}
function readText(buffer, at) {
    const head = readNumber(buffer, at);
    const start = at + numberLength(head);
    const end = start + Math.floor(head / 2);
    return head % 2 === 0 ? buffer.toString('latin1', start, end) : buffer.toString('utf16le', start, end);
}
/** Whether the text at `at` is what `text` has from `from` to `to`. */
function isText(buffer, at, text, from, to) {
    const head = readNumber(buffer, at);
    const start = at + numberLength(head);
    const bytes = Math.floor(head / 2);
    const length = to - from;
    if (head % 2 === 1)
        return bytes === 2 * length && buffer.toString('utf16le', start, start + bytes) === text.slice(from, to);
    if (bytes !== length)
        return false;
    for (let unit = 0; unit < length; unit++)
        if (buffer[start + unit] !== text.charCodeAt(from + unit))
            return false;
    return true;
}
/** Writes a number from 0 to 2^53 in as few bytes as it needs, seven bits in each. @returns where it ends */
function writeNumber(buffer, at, number) {
    let left = number;
    let end = at;
    for (; left >= 0x80; left = Math.floor(left / 0x80))
        buffer[end++] = (left % 0x80) + 0x80;
    buffer[end++] = left;
    return end;
}
function readNumber(buffer, at) {
    let number = 0;
    let factor = 1;
    for (let from = at;; from++) {
        const byte = buffer[from] ?? 0;
        if (byte < 0x80)
            return number + byte * factor;
        number += (byte - 0x80) * factor;
        factor *= 0x80;
    }
}
function numberLength(number) {
    let bytes = 1;
    for (let left = number; left >= 0x80; left = Math.floor(left / 0x80))
        bytes++;
    return bytes;
}

;// CONCATENATED MODULE: ./lib/layer/entry-bodies.js





const TYPES = ['file', 'directory', 'symlink', 'hardlink', 'char', 'block', 'fifo', 'whiteout'];
/** In the byte of the type: the file's digest is there; the directory is opaque; the time is before 1970. */
const HAS_DIGEST = 0x10;
const OPAQUE = 0x20;
const NEGATIVE_TIME = 0x40;
const TYPE = 0x0f;
const DIGEST = 32;
/** At most, of an entry without its texts. */
const FIXED = 1 + 5 * 8 + DIGEST;
/** What entries are, without their paths. They are not objects: they take a tenth of the memory, and that is outside of JavaScript's heap. */
class EntryBodies {
    #bytes = new BytePieces();
    #starts = new GrowingNumbers();
    /** Modes, owners and extended attributes. Each combination is kept once, since there are few. */
    #metadata = [];
    #numbers = new Map();
    #last = 0;
    get length() {
        return this.#starts.length;
    }
    /** Puts what the entry is at a number, in place of what is there. Numbers follow each other, from 0. */
    set(number, entry) {
        const target = 'target' in entry ? entry.target : '';
        const { buffer, offset } = this.#bytes.room(FIXED + textRoom(target));
        this.#starts.set(number, this.#bytes.keep(this.#write(buffer, offset, entry)));
    }
    #write(buffer, offset, entry) {
        let type = TYPES.indexOf(entry.type);
        if ('digest' in entry)
            type |= HAS_DIGEST;
        if (entry.type === 'directory' && entry.opaque === true)
            type |= OPAQUE;
        if ('mtime' in entry && entry.mtime < 0)
            type |= NEGATIVE_TIME;
        buffer[offset] = type;
        let at = offset + 1;
        if (entry.type === 'whiteout')
            return at;
        if (entry.type === 'hardlink')
            return writeText(buffer, at, entry.target);
        at = writeNumber(buffer, at, this.#numberOf(entry));
        at = writeNumber(buffer, at, Math.abs(entry.mtime));
        switch (entry.type) {
            case 'file':
                at = writeNumber(buffer, at, entry.size);
                if ('digest' in entry)
                    at += buffer.write(digestHex(entry.digest), at, 'hex');
                return at;
            case 'symlink':
                return writeText(buffer, at, entry.target);
            case 'char':
            case 'block':
                return writeNumber(buffer, writeNumber(buffer, at, entry.major), entry.minor);
            case 'directory':
            case 'fifo':
                return at;
            default:
                return unreachable(entry);
        }
    }
    typeOf(number) {
        return TYPES[this.#flags(number) & TYPE] ?? 'whiteout';
    }
    isOpaque(number) {
        return (this.#flags(number) & OPAQUE) !== 0;
    }
    /** @returns a `LayerEntry` if files were given with their digests */
    read(number, path) {
        const position = this.#starts.at(number);
        const buffer = this.#bytes.bufferAt(position);
        let at = this.#bytes.offsetAt(position);
        const flags = buffer[at++] ?? 0;
        const type = TYPES[flags & TYPE] ?? 'whiteout';
        if (type === 'whiteout')
            return { type, path };
        if (type === 'hardlink')
            return { type, path, target: readText(buffer, at) };
        const known = readNumber(buffer, at);
        at += numberLength(known);
        const { mode, uid, gid, xattrs } = this.#metadata[known] ?? NONE;
        const time = readNumber(buffer, at);
        at += numberLength(time);
        const mtime = (flags & NEGATIVE_TIME) === 0 ? time : -time;
        if (type === 'file') {
            const size = readNumber(buffer, at);
            at += numberLength(size);
            // Written out: a spread would give each entry its own hidden class, which is slow for many thousands.
            if ((flags & HAS_DIGEST) === 0) {
                if (xattrs === undefined)
                    return { type, path, mode, uid, gid, mtime, size };
                return { type, path, mode, uid, gid, mtime, xattrs, size };
            }
            const digest = digest_digestOfHex(buffer.toString('hex', at, at + DIGEST));
            if (xattrs === undefined)
                return { type, path, mode, uid, gid, mtime, size, digest };
            return { type, path, mode, uid, gid, mtime, xattrs, size, digest };
        }
        const metadata = { path, mode, uid, gid, mtime, ...(xattrs !== undefined && { xattrs }) };
        switch (type) {
            case 'directory':
                return { type, ...metadata, ...((flags & OPAQUE) !== 0 && { opaque: true }) };
            case 'symlink':
                return { type, ...metadata, target: readText(buffer, at) };
            case 'char':
            case 'block': {
                const major = readNumber(buffer, at);
                return { type, ...metadata, major, minor: readNumber(buffer, at + numberLength(major)) };
            }
            case 'fifo':
                return { type, ...metadata };
            default:
                return unreachable(type);
        }
    }
    #flags(number) {
        const position = this.#starts.at(number);
        return this.#bytes.bufferAt(position)[this.#bytes.offsetAt(position)] ?? 0;
    }
    #numberOf({ mode, uid, gid, xattrs }) {
        // Mostly, an entry has what the one before it has.
        const last = this.#metadata[this.#last];
        const isSame = last !== undefined && last.mode === mode && last.uid === uid && last.gid === gid;
        if (isSame && last.xattrs === undefined && xattrs === undefined)
            return this.#last;
        const key = `${mode} ${uid} ${gid} ${xattrs === undefined ? '' : JSON.stringify(xattrs)}`;
        let number = this.#numbers.get(key);
        if (number === undefined) {
            number = this.#metadata.push(xattrs === undefined ? { mode, uid, gid } : { mode, uid, gid, xattrs }) - 1;
            this.#numbers.set(key, number);
        }
        this.#last = number;
        return number;
    }
}
const NONE = { mode: 0, uid: 0, gid: 0 };

;// CONCATENATED MODULE: ./lib/layer/packed/path-table.js




/** The number of the root, whose path is `''`. */
const ROOT = 0;
/**
 * Paths and their numbers, as a tree of names: what a path has in common with others is kept once. A path takes some twenty bytes more
 * than its last name, and in a `Map` some two hundred. With a path, those above it have numbers too.
 */
class PathTable {
    #parents = new GrowingNumbers();
    /** Where the last name of each path is. */
    #names = new GrowingNumbers();
    #texts = new BytePieces();
    /** A hash table with open addressing: a number, or 0 for a free slot, since the root is not in it. */
    #slots = new Uint32Array(1024);
    /** Eight more bits of each slot's hash: names of a directory look alike, and are seldom compared in vain. */
    #tags = new Uint8Array(1024);
    /** The directory that was asked for last: it is mostly also that of the next path. */
    #lastPath;
    #lastNumber = ROOT;
    constructor() {
        this.#parents.push(ROOT);
        this.#names.push(0);
    }
    /** Numbers are below this. */
    get size() {
        return this.#parents.length;
    }
    find(path) {
        if (path === '')
            return ROOT;
        const slash = path.lastIndexOf('/');
        const directory = slash < 0 ? ROOT : this.#directory(path.slice(0, slash), false);
        return directory === undefined ? undefined : this.#child(directory, path, slash + 1, path.length);
    }
    /** The number of the path; a new one if it has none yet. */
    numberOf(path) {
        if (path === '')
            return ROOT;
        const slash = path.lastIndexOf('/');
        const directory = slash < 0 ? ROOT : (this.#directory(path.slice(0, slash), true) ?? ROOT);
        return this.#child(directory, path, slash + 1, path.length) ?? this.#add(directory, path.slice(slash + 1));
    }
    /** The numbers of the paths above this one, from the root on, as far as they have numbers. */
    *above(path) {
        if (path === '')
            return;
        yield ROOT;
        let directory = ROOT;
        let from = 0;
        for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', from)) {
            directory = this.#child(directory, path, from, slash);
            if (directory === undefined)
                return;
            yield directory;
            from = slash + 1;
        }
    }
    parentOf(number) {
        return this.#parents.at(number);
    }
    nameOf(number) {
        if (number === ROOT)
            return '';
        const position = this.#names.at(number);
        return readText(this.#texts.bufferAt(position), this.#texts.offsetAt(position));
    }
    pathOf(number) {
        const parent = this.#parents.at(number);
        if (parent === ROOT)
            return this.nameOf(number);
        if (parent !== this.#lastNumber || this.#lastPath === undefined) {
            const names = [];
            for (let at = parent; at !== ROOT; at = this.#parents.at(at))
                names.push(this.nameOf(at));
            this.#lastPath = names.reverse().join('/');
            this.#lastNumber = parent;
        }
        return `${this.#lastPath}/${this.nameOf(number)}`;
    }
    /** All numbers, in the order of their paths by code units. */
    *sorted() {
        yield ROOT;
        const children = this.children();
        const pending = [sortedWithBelow(this, children, ROOT).values()];
        for (let items = pending.at(-1); items !== undefined; items = pending.at(-1)) {
            const next = items.next();
            if (next.done === true) {
                pending.pop();
                continue;
            }
            const number = Math.floor(next.value / 2);
            if (next.value % 2 === BELOW)
                pending.push(sortedWithBelow(this, children, number).values());
            else
                yield number;
        }
    }
    /** The paths directly below each path, in the order of their numbers. */
    children() {
        // First it has where the children of each end. While these are put from the end on, it becomes where they start.
        const starts = new Uint32Array(this.size + 1);
        for (let number = 1; number < this.size; number++) {
            const parent = this.#parents.at(number);
            starts[parent] = (starts[parent] ?? 0) + 1;
        }
        for (let number = 1; number < starts.length; number++) {
            starts[number] = (starts[number] ?? 0) + (starts[number - 1] ?? 0);
        }
        const all = new Uint32Array(this.size);
        for (let number = this.size - 1; number > 0; number--) {
            const parent = this.#parents.at(number);
            const at = (starts[parent] ?? 0) - 1;
            all[at] = number;
            starts[parent] = at;
        }
        return { of: (number) => all.subarray(starts[number], starts[number + 1]) };
    }
    /** @param make gives numbers to what has none */
    #directory(path, make) {
        if (path === this.#lastPath)
            return this.#lastNumber;
        let directory = ROOT;
        // Not by recursion: a path may have very many parts.
        for (let from = 0; from <= path.length;) {
            const slash = path.indexOf('/', from);
            const end = slash < 0 ? path.length : slash;
            let next = this.#child(directory, path, from, end);
            if (next === undefined && make)
                next = this.#add(directory, path.slice(from, end));
            if (next === undefined)
                return undefined;
            directory = next;
            from = end + 1;
        }
        this.#lastPath = path;
        this.#lastNumber = directory;
        return directory;
    }
    #add(parent, name) {
        if (2 * this.size > this.#slots.length)
            this.#grow();
        const number = this.size;
        const { buffer, offset } = this.#texts.room(textRoom(name));
        this.#names.push(this.#texts.keep(writeText(buffer, offset, name)));
        this.#parents.push(parent);
        const slot = this.#slotOf(parent, name, 0, name.length);
        this.#slots[slot] = number;
        this.#tags[slot] = tagOf(hashOf(parent, name, 0, name.length));
        return number;
    }
    #child(parent, path, from, end) {
        const number = this.#slots[this.#slotOf(parent, path, from, end)] ?? 0;
        return number === 0 ? undefined : number;
    }
    /** The slot of a name, which `path` has from `from` to `end`: where it is, or a free one. */
    #slotOf(parent, path, from, end) {
        const mask = this.#slots.length - 1;
        const hash = hashOf(parent, path, from, end);
        const tag = tagOf(hash);
        for (let slot = hash & mask;; slot = (slot + 1) & mask) {
            const number = this.#slots[slot] ?? 0;
            if (number === 0)
                return slot;
            if (this.#tags[slot] !== tag || this.#parents.at(number) !== parent)
                continue;
            const position = this.#names.at(number);
            if (isText(this.#texts.bufferAt(position), this.#texts.offsetAt(position), path, from, end))
                return slot;
        }
    }
    #grow() {
        const slots = new Uint32Array(2 * this.#slots.length);
        const tags = new Uint8Array(slots.length);
        const mask = slots.length - 1;
        for (let number = 1; number < this.size; number++) {
            const name = this.nameOf(number);
            const hash = hashOf(this.#parents.at(number), name, 0, name.length);
            let slot = hash & mask;
            while (slots[slot] !== 0)
                slot = (slot + 1) & mask;
            slots[slot] = number;
            tags[slot] = tagOf(hash);
        }
        this.#slots = slots;
        this.#tags = tags;
    }
}
/** Of an item: it is all that is below a path, and not the path. */
const BELOW = 1;
/**
 * The children of a directory, and what is below each, as items: twice the number, or one more. `a-b` is between `a` and `a/b`, so that the
 * two are not always together. No names are kept, since whoever asks may take long for each item.
 */
function sortedWithBelow(paths, children, directory) {
    const items = [];
    for (const number of children.of(directory)) {
        const key = paths.nameOf(number);
        items.push({ key, item: 2 * number });
        if (children.of(number).length > 0)
            items.push({ key: `${key}/`, item: 2 * number + BELOW });
    }
    items.sort((one, other) => byCodeUnit(one.key, other.key));
    return Uint32Array.from(items, ({ item }) => item);
}
/** FNV-1a over code units, and then the bits are mixed again. The seed is random, so that nobody can choose paths that collide. */
function hashOf(parent, path, from, end) {
    let hash = Math.imul(SEED ^ parent, 0x9e3779b1);
    for (let at = from; at < end; at++)
        hash = Math.imul(hash ^ path.charCodeAt(at), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
    return (hash ^ (hash >>> 15)) >>> 0;
}
function tagOf(hash) {
    return hash >>> 24;
}
const SEED = Math.floor(Math.random() * 2 ** 32) | 0;

;// CONCATENATED MODULE: ./lib/layer/packed-entries.js



/**
 * A layer's entries, in the order in which they were added, and by their paths. A layer may have millions of them: see `EntryBodies`.
 * They are made again when they are asked for, so that two answers are never the same object.
 */
class PackedEntries {
    #paths;
    #bodies = new EntryBodies();
    /** The path of each entry, and for each path the entry's number + 1: 0 where there is none any more. */
    #pathOf = new GrowingNumbers();
    #entryAt = new GrowingNumbers();
    #length = 0;
    #children;
    /** @param paths may have more paths than there are entries */
    constructor(paths = new PathTable()) {
        this.#paths = paths;
    }
    /** The same entries, packed. */
    static of(entries) {
        if (entries instanceof PackedEntries)
            return entries;
        const packed = new PackedEntries();
        for (const entry of entries)
            packed.push(entry);
        return packed;
    }
    get length() {
        return this.#length;
    }
    /** Paths of entries and those above them, by number. */
    get paths() {
        return this.#paths;
    }
    /** @returns whether it was added: not if another one has its path */
    push(entry) {
        const path = this.#paths.numberOf(entry.path);
        if (this.#entryAt.at(path) !== 0)
            return false;
        const number = this.#bodies.length;
        this.#bodies.set(number, entry);
        this.#pathOf.push(path);
        this.#entryAt.set(path, number + 1);
        this.#length++;
        this.#children = undefined;
        return true;
    }
    /** Puts an entry in place of the one that has its path, or behind all others. */
    put(entry) {
        const number = this.#find(entry.path);
        if (number === undefined)
            this.push(entry);
        else
            this.#bodies.set(number, entry);
    }
    remove(path) {
        const known = this.#paths.find(path);
        if (known === undefined || this.#entryAt.at(known) === 0)
            return;
        this.#entryAt.set(known, 0);
        this.#length--;
    }
    get(path) {
        const number = this.#find(path);
        return number === undefined ? undefined : this.#read(number, path);
    }
    /** @param known the number of `path` */
    getAt(known, path) {
        const number = this.#entryAt.at(known);
        return number === 0 ? undefined : this.#read(number - 1, path);
    }
    typeAt(path) {
        const known = this.#paths.find(path);
        return known === undefined ? undefined : this.typeOf(known);
    }
    /** @param path its number */
    typeOf(path) {
        const number = this.#entryAt.at(path);
        return number === 0 ? undefined : this.#bodies.typeOf(number - 1);
    }
    /** @param path the number of a directory */
    isOpaque(path) {
        const number = this.#entryAt.at(path);
        return number !== 0 && this.#bodies.isOpaque(number - 1);
    }
    /** The numbers of the paths directly below one. */
    below(path) {
        this.#children ??= this.#paths.children();
        return this.#children.of(path);
    }
    *[Symbol.iterator]() {
        for (let number = 0; number < this.#bodies.length; number++) {
            const path = this.#pathOf.at(number);
            if (this.#entryAt.at(path) === number + 1)
                yield this.#read(number, this.#paths.pathOf(path));
        }
    }
    /** Those of one type, without a look at what the others have. */
    *ofType(type) {
        for (let number = 0; number < this.#bodies.length; number++) {
            if (this.#bodies.typeOf(number) !== type)
                continue;
            const path = this.#pathOf.at(number);
            if (this.#entryAt.at(path) !== number + 1)
                continue;
            yield this.#read(number, this.#paths.pathOf(path));
        }
    }
    /** In the order of their paths by code units. */
    *sorted() {
        for (const path of this.#paths.sorted()) {
            const number = this.#entryAt.at(path);
            if (number !== 0)
                yield this.#read(number - 1, this.#paths.pathOf(path));
        }
    }
    #find(path) {
        const known = this.#paths.find(path);
        const number = known === undefined ? 0 : this.#entryAt.at(known);
        return number === 0 ? undefined : number - 1;
    }
    /** What comes out is what was put in. */
    #read(number, path) {
        return this.#bodies.read(number, path);
    }
}

;// CONCATENATED MODULE: ./lib/text/path-parts.js

/** Directory of `path`: `a/b` → `a`, `a` → `''` */
function parentPath(path) {
    const slash = path.lastIndexOf('/');
    return slash < 0 ? '' : path.slice(0, slash);
}
/** Last component of `path`. */
function baseName(path) {
    return path.slice(path.lastIndexOf('/') + 1);
}
/** As Go's path.Clean: without `.`, `..` after a name, doubled slashes, and a slash at the end. */
function goCleanPath(path) {
    const normal = posix.normalize(path);
    return normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal;
}

;// CONCATENATED MODULE: ./lib/layer/layer-structure.js





/** Limit of entries in a layer. A very large node_modules has some hundred thousand. */
const MAX_LAYER_ENTRIES = 5_000_000;
/** Limit of characters in all paths and link targets of a layer. */
const MAX_NAMES = 512 * 1024 * 1024;
/** What is known of a path besides its entry. */
const HAS_BELOW = 1;
const IS_OPAQUE = 2;
/** Hard links name it: a path of this layer, or one that must be in a layer below. */
const IS_LINKED = 4;
const IS_LINKED_BELOW = 8;
/**
 * Collects a layer's entries as a tar has them: paths may be repeated, and markers may come before or after what they mark. It refuses
 * what an unpacker cannot do right, such as a path below a file, or a hard link to something that comes later.
 */
class layer_structure_LayerStructure {
    #label;
    #maxEntries;
    #entries = new PackedEntries();
    #paths = this.#entries.paths;
    /** By the number of the path. */
    #marks = new GrowingNumbers();
    /** By the number of the path: how many files it had before the present one. */
    #replaced = new GrowingNumbers();
    #count = 0;
    #names = 0;
    /** @param label how errors name the layer */
    constructor(label, maxEntries = MAX_LAYER_ENTRIES) {
        this.#label = label;
        this.#maxEntries = maxEntries;
    }
    /**
     * Checks an entry and adds it. A file is only checked: `put` adds it when it was read.
     *
     * @throws InfraError when the entry is not valid at its path
     */
    enter(entry) {
        this.#limit(entry);
        this.#addParents(entry);
        if (entry.type === 'whiteout') {
            this.#whiteout(entry.path);
            return;
        }
        this.#checkReplaced(entry);
        if (entry.type === 'file')
            return;
        if (entry.type === 'hardlink')
            this.#link(entry.path, entry.target);
        this.put(entry);
    }
    /** Adds the file that `enter` has checked. */
    put(entry) {
        this.#entries.put(entry);
    }
    opaque(path) {
        this.#count++;
        this.#mark(path, IS_OPAQUE);
        if (path !== '') {
            this.#addParents({ type: 'whiteout', path });
            this.#mark(path, HAS_BELOW);
        }
    }
    finish() {
        for (let number = 0; number < this.#marks.length; number++) {
            if ((this.#marks.at(number) & IS_OPAQUE) === 0)
                continue;
            const path = this.#paths.pathOf(number);
            const entry = this.#entries.get(path) ?? impliedDirectory(path);
            if (entry.type === 'whiteout')
                this.put({ ...impliedDirectory(path), opaque: true });
            else if (entry.type === 'directory')
                this.put({ ...entry, opaque: true });
            else
                this.#refuse(path, 'is marked opaque and is no directory');
        }
        const repeats = new Map();
        for (let number = 0; number < this.#replaced.length; number++) {
            const count = this.#replaced.at(number);
            if (count > 0 && this.#entries.typeOf(number) === 'file')
                repeats.set(this.#paths.pathOf(number), count);
        }
        return { entries: this.#entries, repeats };
    }
    #has(path, mark) {
        const number = this.#paths.find(path);
        return number !== undefined && (this.#marks.at(number) & mark) !== 0;
    }
    #mark(path, mark) {
        const number = this.#paths.numberOf(path);
        this.#marks.set(number, this.#marks.at(number) | mark);
    }
    #limit(entry) {
        this.#count++;
        this.#names += entry.path.length + ('target' in entry ? entry.target.length : 0);
        if (this.#count > this.#maxEntries)
            throw new errors_InfraError(`${this.#label} has more than ${this.#maxEntries} entries`);
        if (this.#names > MAX_NAMES)
            throw new errors_InfraError(`${this.#label} has more than ${MAX_NAMES} bytes of names`);
    }
    #addParents(entry) {
        for (let path = entry.path; path !== '';) {
            path = parentPath(path);
            if (this.#has(path, HAS_BELOW))
                return;
            const type = this.#entries.typeAt(path);
            if (type !== undefined && type !== 'directory' && type !== 'whiteout') {
                this.#refuse(entry.path, `is below a ${type}`);
            }
            this.#mark(path, HAS_BELOW);
        }
    }
    #checkReplaced(entry) {
        const { path, type } = entry;
        if (type !== 'directory' && this.#has(path, HAS_BELOW))
            this.#refuse(path, `takes the place of a directory with content`);
        if (this.#has(path, IS_LINKED_BELOW))
            this.#refuse(path, 'comes after a hard link to it');
        const old = this.#entries.typeAt(path);
        if (old === undefined)
            return;
        if (this.#has(path, IS_LINKED))
            this.#refuse(path, 'comes again after a hard link to it');
        if (old === 'file') {
            const number = this.#paths.numberOf(path);
            this.#replaced.set(number, this.#replaced.at(number) + 1);
        }
        // A directory that replaces what a whiteout removed shows nothing of the layers below.
        if (old === 'whiteout' && type === 'directory')
            this.#mark(path, IS_OPAQUE);
        // The later entry counts, at its own position. But a directory must stay in front of what is in it.
        if (type !== 'directory' || old !== 'directory')
            this.#entries.remove(path);
    }
    #whiteout(path) {
        const old = this.#entries.typeAt(path);
        if (old === undefined)
            this.put({ type: 'whiteout', path });
        else if (old === 'directory')
            this.#mark(path, IS_OPAQUE);
    }
    #link(path, target) {
        const type = this.#entries.typeAt(target);
        if (type === 'directory' || target === path || this.#has(target, HAS_BELOW)) {
            this.#refuse(path, `is a hard link to ${type === 'directory' ? 'a directory' : 'itself or a directory'}`);
        }
        if (type === undefined || type === 'whiteout')
            this.#mark(target, IS_LINKED_BELOW);
        else
            this.#mark(target, IS_LINKED);
    }
    #refuse(path, problem) {
        throw new errors_InfraError(`${this.#label} is not a valid layer: ${JSON.stringify(byte_name_displayName(path))} ${problem}`);
    }
}
/** A directory that must exist but is not in the layer. */
function impliedDirectory(path) {
    return { type: 'directory', path, mode: 0o755, uid: 0, gid: 0, mtime: 0 };
}

;// CONCATENATED MODULE: ./lib/layer/layer-index.js

















/*
 * Stored as gzipped JSON: the parser of Node is faster than one written in JavaScript, and gzip finds what paths have in common. A layer
 * has few combinations of mode, owner and xattrs: each is in `metadata` once, and entries refer to it by number. Groups are in a second
 * line: programs that do not know them make the index again from the blob.
 */
const FORMAT = 'layer-index/1';
const END_OF_LINE = 0x0a;
/** Bytes of the plain JSON; an index of five million entries has about 700 MB. */
const MAX_DECODED = 1024 ** 3;
/** How many times larger than its gzip the JSON may be, beyond a small size: names and digests never get near it, a bomb passes it. */
const MAX_RATIO = 100;
const SMALL = 16 * 1024 * 1024;
/** An entry is a list of up to six values, and a layer has at most five million entries. */
const BOUNDS = { depth: 4, values: 40_000_000 };
/** Bytes of JSON that are compressed at a time. */
const PART = 1024 * 1024;
/** The index as bytes, for the store. Equal indexes give equal bytes. */
function encodeIndex(index) {
    return Buffer.concat([...encodedIndex(index)]);
}
/**
 * The same in parts, each a gzip member of its own, so that the text of a large index is never whole in memory.
 *
 * @param digested gets the index's digest
 */
function* encodedIndex(index, digested) {
    const hash = (0,external_node_crypto_namespaceObject.createHash)('sha256');
    for (const part of encodedParts(jsonPieces(index), PART)) {
        hash.update(part);
        yield (0,external_node_zlib_namespaceObject.gzipSync)(part, { level: 3 });
    }
    digested?.(digest_digestOfHex(hash.digest('hex')));
    if (index.groups !== undefined)
        yield (0,external_node_zlib_namespaceObject.gzipSync)(`\n${encodeGroups(index.groups)}`, { level: 3 });
}
/** Over all that an index says of its layer: unlike the tree digest, also over times and order. Groups do not count. */
function indexDigest(index) {
    return digestOfPieces(jsonPieces(index));
}
function* jsonPieces(index) {
    const metadata = [];
    const numbers = new Map();
    const numberOf = (entry) => {
        const { mode, uid, gid, xattrs } = entry;
        const key = `${mode} ${uid} ${gid} ${xattrs === undefined ? '' : JSON.stringify(xattrs)}`;
        let number = numbers.get(key);
        if (number === undefined) {
            number = metadata.push(xattrs === undefined ? [mode, uid, gid] : [mode, uid, gid, { ...xattrs }]) - 1;
            numbers.set(key, number);
        }
        return number;
    };
    const { diffId, treeDigest, repeats = [] } = index;
    const head = { format: FORMAT, diffId, treeDigest, repeats: [...repeats] };
    yield `${JSON.stringify(head).slice(0, -1)},"entries":[`;
    let before = '';
    for (const entry of index.entries) {
        yield `${before}${JSON.stringify(storedEntry(entry, numberOf))}`;
        before = ',';
    }
    yield `],"metadata":${JSON.stringify(metadata)}}`;
}
function storedEntry(entry, numberOf) {
    switch (entry.type) {
        case 'file':
            return ['f', entry.path, numberOf(entry), entry.mtime, entry.size, digestHex(entry.digest)];
        case 'directory':
            return ['d', entry.path, numberOf(entry), entry.mtime, entry.opaque === true ? 1 : 0];
        case 'symlink':
            return ['l', entry.path, numberOf(entry), entry.mtime, entry.target];
        case 'char':
        case 'block':
            return [entry.type === 'char' ? 'c' : 'b', entry.path, numberOf(entry), entry.mtime, entry.major, entry.minor];
        case 'fifo':
            return ['p', entry.path, numberOf(entry), entry.mtime];
        case 'hardlink':
            return ['h', entry.path, entry.target];
        case 'whiteout':
            return ['w', entry.path];
        default:
            return unreachable(entry);
    }
}
/** @throws InfraError for anything that `encodeIndex` does not make */
function decodeIndex(bytes) {
    return decoded(linesOf(bytes));
}
/** The same, with the index's digest as `indexDigest` makes it. @throws as `decodeIndex` */
function decodeDigestedIndex(bytes) {
    const lines = linesOf(bytes);
    return { index: decoded(lines), digest: sha256(lines.index) };
}
function linesOf(bytes) {
    let text;
    try {
        text = (0,external_node_zlib_namespaceObject.gunzipSync)(bytes, { maxOutputLength: Math.min(MAX_DECODED, SMALL + MAX_RATIO * bytes.length) });
    }
    catch (error) {
        throw new errors_InfraError('a stored layer index cannot be read', { cause: error });
    }
    const end = text.indexOf(END_OF_LINE);
    return end < 0
        ? { index: text, groups: undefined }
        : { index: text.subarray(0, end), groups: text.subarray(end + 1) };
}
function decoded({ index, groups }) {
    return orThrow(() => {
        const plain = decodeStored(index);
        return groups === undefined ? plain : { ...plain, groups: decodeGroups(parsed(groups)) };
    }, (error) => new errors_InfraError(`a stored layer index is damaged: ${error.message}`, { cause: error }));
}
function parsed(json) {
    try {
        checkOutline(json, BOUNDS);
        return parseUncheckedJson(json.toString('utf8'));
    }
    catch (error) {
        throw new errors_InfraError('a stored layer index cannot be read', { cause: error });
    }
}
const storedHead = object({
    format: oneOf(FORMAT),
    diffId: (value) => identity_diffIdOfHex(hexOf(value)),
    treeDigest: (value) => treeDigestOfHex(hexOf(value)),
    repeats: asArray,
    metadata: array(decodeMetadata),
    entries: asArray,
});
/*
 * Entries are parsed some thousands at a time, so that those of a large layer are never all there as objects. These marks can be nowhere
 * else in valid JSON: within a string, a quotation mark has a backslash before it.
 */
const BEFORE_ENTRIES = Buffer.from(',"entries":[');
const AFTER_ENTRIES = Buffer.from('],"metadata":');
/** Bytes of entries that are parsed at once, at least. */
const BATCH = 256 * 1024;
function decodeStored(json) {
    const start = json.indexOf(BEFORE_ENTRIES) + BEFORE_ENTRIES.length;
    const end = json.lastIndexOf(AFTER_ENTRIES);
    if (start < BEFORE_ENTRIES.length || end < start)
        throw new json_error_DecodeError('an index of a layer', parsed(json));
    const head = Buffer.concat([json.subarray(0, start), json.subarray(end)]);
    const { diffId, treeDigest, repeats, metadata } = storedHead(parsed(head));
    const entries = new PackedEntries();
    for (const row of storedRows(json.subarray(start, end))) {
        const entry = decodeEntry(asArray(row), metadata);
        if (entries.length === MAX_LAYER_ENTRIES)
            throw new json_error_DecodeError(`at most ${MAX_LAYER_ENTRIES} entries`, undefined);
        if (!entries.push(entry))
            throw new json_error_DecodeError('a path that stands once', entry.path);
    }
    const counts = new Map();
    for (const pair of repeats) {
        const [path, count] = asArray(pair);
        if (typeof path !== 'string' || entries.typeAt(path) !== 'file')
            throw new json_error_DecodeError('the path of a file', path);
        counts.set(path, layer_index_integer(count, 1, MAX));
    }
    return { entries, diffId, treeDigest, ...(counts.size === 0 ? {} : { repeats: counts }) };
}
/** @param json rows with commas between them */
function* storedRows(json) {
    for (let from = 0; from < json.length;) {
        const marked = endOfRow(json, from + BATCH);
        const end = marked < 0 ? json.length : marked;
        yield* asArray(parsed(Buffer.concat([OPEN, json.subarray(from, end), CLOSE])));
        from = end + 1;
    }
}
const OPEN = Buffer.from('[');
const CLOSE = Buffer.from(']');
const MAX = Number.MAX_SAFE_INTEGER;
const MAX_ID = 0xffffffff;
function decodeMetadata(value) {
    const [mode, uid, gid, xattrs] = asArray(value);
    const plain = { mode: layer_index_integer(mode, 0, 0o7777), uid: layer_index_integer(uid, 0, MAX_ID), gid: layer_index_integer(gid, 0, MAX_ID) };
    return xattrs === undefined ? plain : { ...plain, xattrs: stringMap(xattrs) };
}
const stringMap = mapOf(string);
function decodeEntry(row, known) {
    const path = pathOf(row[1]);
    const type = row[0];
    if (type === 'h')
        return { type: 'hardlink', path, target: pathOf(row[2]) };
    if (type === 'w')
        return { type: 'whiteout', path };
    const metadata = typeof row[2] === 'number' ? known[row[2]] : undefined;
    if (metadata === undefined)
        throw new json_error_DecodeError('the number of a combination in "metadata"', row[2]);
    const { mode, uid, gid, xattrs } = metadata;
    const mtime = layer_index_integer(row[3], -MAX, MAX);
    // No spread: it takes four times as long, and an index has many thousands of entries.
    switch (type) {
        case 'f': {
            const size = layer_index_integer(row[4], 0, MAX);
            const hash = digest_digestOfHex(hex(row[5]));
            if (xattrs === undefined)
                return { type: 'file', path, mode, uid, gid, mtime, size, digest: hash };
            return { type: 'file', path, mode, uid, gid, mtime, xattrs, size, digest: hash };
        }
        case 'd':
            return { type: 'directory', path, ...metadata, mtime, ...(row[4] === 1 ? { opaque: true } : {}) };
        case 'l':
            return { type: 'symlink', path, ...metadata, mtime, target: string(row[4]) };
        case 'c':
        case 'b': {
            const numbers = { major: layer_index_integer(row[4], 0, MAX), minor: layer_index_integer(row[5], 0, MAX) };
            return { type: type === 'c' ? 'char' : 'block', path, ...metadata, mtime, ...numbers };
        }
        case 'p':
            return { type: 'fifo', path, ...metadata, mtime };
        default:
            throw new json_error_DecodeError('a known type of entry', type);
    }
}
function layer_index_integer(value, min, max) {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max) {
        throw new json_error_DecodeError(`an integer from ${min} to ${max}`, value);
    }
    return value;
}
const UNCLEAN = /(?:^|\/)\.{0,2}(?:\/|$)|\0/;
function pathOf(value) {
    const path = string(value);
    if (path !== '' && UNCLEAN.test(path))
        throw new json_error_DecodeError('a path below the root', path);
    return path;
}
const HEX = /^[a-f0-9]{64}$/;
function hex(value) {
    if (typeof value !== 'string' || !HEX.test(value))
        throw new json_error_DecodeError('a sha256', value);
    return value;
}
/** Of a sha256 in full. */
function hexOf(value) {
    const [algorithm, digits] = string(value).split(':');
    if (algorithm !== 'sha256')
        throw new json_error_DecodeError('a sha256 digest', value);
    return hex(digits);
}

;// CONCATENATED MODULE: ./lib/store/layer-store.js








/** Layers in the store: their blobs are in the content store, and their indexes are files named by diff id. */
class LayerStore {
    #folder;
    #content;
    constructor(folder, content) {
        this.#folder = folder;
        this.#content = content;
    }
    /** A private folder in which one layer is written. If this process ends early, a later one removes it. */
    async newIngest() {
        const folder = this.#folder.newIngestPath();
        await (0,promises_namespaceObject.mkdir)(folder, { mode: 0o700 });
        return {
            blobFile: (0,external_node_path_namespaceObject.join)(folder, 'blob'),
            indexFile: (0,external_node_path_namespaceObject.join)(folder, 'index'),
            discard: () => discard(folder),
        };
    }
    /**
     * Moves the files of a made layer to their final names, the index first: a blob that others see has an index.
     *
     * @throws InfraError when a file is missing or has the wrong size
     */
    async take(made) {
        try {
            await publishFile(made.indexFile, this.#folder.index(made.diffId));
        }
        catch (error) {
            throw new errors_InfraError(`cannot store the index of layer ${made.diffId}`, { cause: error });
        }
        await this.#content.takeFile(made.blobFile, made.blob);
        await this.#removeFolders(made);
        const { blob, diffId, treeDigest, indexDigest } = made;
        return { blob, diffId, contentId: contentIdOfTree(treeDigest), ...(indexDigest !== undefined && { indexDigest }) };
    }
    /** Removes the files of a made layer that is not needed after all. */
    async drop(made) {
        await discard(made.blobFile);
        await discard(made.indexFile);
        await this.#removeFolders(made);
    }
    /** Path for a layer's index if it is missing; undefined if it exists. */
    async missingIndexFile(diffId) {
        const path = this.#folder.index(diffId);
        return (0,promises_namespaceObject.access)(path).then(() => undefined, () => path);
    }
    /** Path of the layer's index; undefined if it is missing. */
    async indexFile(diffId) {
        return (await this.missingIndexFile(diffId)) === undefined ? this.#folder.index(diffId) : undefined;
    }
    /** The index of the layer; undefined if it is missing or damaged. It can be made again from the blob. */
    async indexOf(diffId) {
        const path = this.#folder.index(diffId);
        let bytes;
        try {
            bytes = await (0,promises_namespaceObject.readFile)(path);
        }
        catch (error) {
            if (errors_errorCode(error) === 'ENOENT')
                return undefined;
            throw new errors_InfraError(`cannot read the index of layer ${diffId}`, { cause: error });
        }
        const index = decodeOrNothing(bytes);
        if (index?.diffId !== diffId) {
            await (0,promises_namespaceObject.rm)(path, { force: true });
            return undefined;
        }
        const now = new Date();
        await (0,promises_namespaceObject.utimes)(path, now, now).catch(() => undefined);
        return index;
    }
    /** Stores an index that was made from a fetched blob. On a full disk it is not kept, and has to be made again. */
    async putIndex(index) {
        try {
            await this.#folder.write(this.#folder.index(index.diffId), encodeIndex(index));
        }
        catch (error) {
            // Whoever looks what is on a full disk, to make room, must not fail.
            if (!isFull(errors_errorCode(error)))
                throw error;
        }
    }
    async removeIndex(diffId) {
        await (0,promises_namespaceObject.rm)(this.#folder.index(diffId), { force: true });
    }
    /** Only folders that `newIngest` made are removed. */
    async #removeFolders(made) {
        for (const folder of new Set([(0,external_node_path_namespaceObject.dirname)(made.blobFile), (0,external_node_path_namespaceObject.dirname)(made.indexFile)])) {
            if ((0,external_node_path_namespaceObject.dirname)(folder) === this.#folder.ingest)
                await discard(folder);
        }
    }
}
function decodeOrNothing(bytes) {
    try {
        return decodeIndex(bytes);
    }
    catch (error) {
        if (error instanceof errors_InfraError)
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: external "node:timers/promises"
const external_node_timers_promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");
;// CONCATENATED MODULE: ./lib/files/process-identity.js


/**
 * A name for a process that no later process has: `<pid>-<start>-<namespace>`. `start` is when it started, in clock ticks
 * since boot, and `namespace` its pid namespace, both from /proc. Without /proc they are 0.
 */
function process_identity_ownIdentity() {
    own ??= [process.pid, startTime(process.pid) ?? 0, pidNamespace()].join('-');
    return own;
}
let own;
/**
 * Whether the process has certainly ended. A process in another pid namespace (a container with the same store) cannot be
 * seen from here, so this is never certain for it.
 */
function hasEnded(identity) {
    const [, pid, start, namespace] = /^([1-9]\d*)-(\d+)-(\d+)$/.exec(identity) ?? [];
    if (pid === undefined || start === undefined || namespace !== pidNamespace())
        return false;
    if (!isRunning(Number(pid)))
        return true;
    const now = startTime(Number(pid));
    return start !== '0' && now !== undefined && now !== start;
}
function isRunning(pid) {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        // EPERM: it is running, as another user.
        return errors_errorCode(error) !== 'ESRCH';
    }
}
/** Field 22 of /proc/PID/stat, see proc(5). The second field may have blanks and parentheses. */
function startTime(pid) {
    try {
        const stat = (0,external_node_fs_namespaceObject.readFileSync)(`/proc/${pid}/stat`, 'utf8');
        return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    }
    catch {
        return undefined;
    }
}
function pidNamespace() {
    namespace ??= readNamespace();
    return namespace;
}
let namespace;
function readNamespace() {
    try {
        return /\d+/.exec((0,external_node_fs_namespaceObject.readlinkSync)('/proc/self/ns/pid'))?.[0] ?? '0';
    }
    catch {
        return '0';
    }
}

;// CONCATENATED MODULE: ./lib/store/leases.js





/** After this time, a lease does not count if its process cannot be seen. The same is true for files in `ingest`. */
const ABANDONED_MS = 48 * 3600 * 1000;
/** Prefix of the name of a claim: a process with a claim removes unpacked layers. */
const REMOVING = 'removing.';
/** The same for a claim. This is shorter, since a removal does not take long, and builds wait for it. */
const ABANDONED_CLAIM_MS = 10 * 60 * 1000;
/** Milliseconds between checks whether another process still removes something. */
const RETRY_MS = 100;
/** Whether another process has a lease that counts. */
function isUsedByOthers(folder) {
    return known(folder).some(({ identity, removes }) => !removes && identity !== ownIdentity());
}
/**
 * Notes that a build is running. Synchronous, so that a signal handler can release the lease.
 *
 * @throws InfraError if the lease cannot be written
 */
function takeLease(folder) {
    return leases_write(folder, (0,external_node_path_namespaceObject.basename)(folder.newIngestPath()));
}
/**
 * The time when the oldest running build began, in milliseconds since the epoch; `undefined` if no build is running. Removes the leases
 * of processes that have ended.
 *
 * @param own a lease that does not count
 */
function oldestLease(folder, own, now = Date.now()) {
    const builds = known(folder, now).filter(({ name, removes }) => !removes && name !== own?.name);
    return builds.length === 0 ? undefined : Math.min(...builds.map(({ began }) => began));
}
/**
 * Notes that this process starts to remove unpacked layers and cache mounts, which builds need. A build that begins meanwhile waits with
 * `untilNothingIsRemoved`. Both sides first write their file and then check for others, so at least one of them sees the other.
 *
 * @returns `undefined` if a build of another process is running
 */
function claimRemoval(folder) {
    const claim = leases_write(folder, REMOVING + basename(folder.newIngestPath()));
    if (!isUsedByOthers(folder))
        return claim;
    claim.release();
    return undefined;
}
/**
 * Waits until no other process removes unpacked layers. The caller must have a lease, so that no other process starts a removal.
 *
 * @throws the signal's reason
 */
async function untilNothingIsRemoved(folder, signal) {
    while (known(folder).some(({ identity, removes }) => removes && identity !== process_identity_ownIdentity())) {
        await (0,external_node_timers_promises_namespaceObject.setTimeout)(RETRY_MS, undefined, { signal });
    }
}
/** Removes the leases of processes that have ended. */
function removeStaleLeases(folder) {
    known(folder);
}
function leases_write(folder, name) {
    const path = (0,external_node_path_namespaceObject.join)(folder.leases, name);
    try {
        (0,external_node_fs_namespaceObject.writeFileSync)(path, '', { flag: 'wx', mode: 0o600 });
    }
    catch (error) {
        throw new errors_InfraError(`cannot use ${folder.root} as the store`, {
            cause: error,
            hint: 'Choose a folder that can be written to with --root.',
        });
    }
    const release = () => {
        try {
            (0,external_node_fs_namespaceObject.rmSync)(path, { force: true });
        }
        catch {
            // The next process that reads the leases sees that this process has ended.
        }
    };
    return { name, release };
}
/** The leases and claims of running processes. All others are removed. */
function known(folder, now = Date.now()) {
    return (0,external_node_fs_namespaceObject.readdirSync)(folder.leases).flatMap((name) => {
        const path = (0,external_node_path_namespaceObject.join)(folder.leases, name);
        const began = (0,external_node_fs_namespaceObject.statSync)(path, { throwIfNoEntry: false })?.mtimeMs;
        if (began === undefined)
            return [];
        const removes = name.startsWith(REMOVING);
        const identity = (removes ? name.slice(REMOVING.length) : name).split('.')[0] ?? '';
        const age = now - began;
        if (!hasEnded(identity) && age <= (removes ? ABANDONED_CLAIM_MS : ABANDONED_MS))
            return [{ name, identity, removes, began }];
        (0,external_node_fs_namespaceObject.rmSync)(path, { force: true });
        return [];
    });
}

;// CONCATENATED MODULE: ./lib/store/refuse-links.js




const FOLDERS = new Set([
    ...Object.values(ROOT_FOLDERS).map(({ path }) => path),
    ...['sha256', 'sha512'].map((algorithm) => pathFromRoot('blobs', algorithm)),
].flatMap(withParents));
/**
 * A root folder may be in a repository that strangers commit to. So none of its folders may be a link: files would be written and
 * removed in the link's target.
 *
 * @throws UserError
 */
function refuseLinks(root) {
    for (const path of FOLDERS) {
        const folder = (0,external_node_path_namespaceObject.join)(root, path);
        if (!isLink(folder))
            continue;
        throw new errors_UserError(`${folder} is a symbolic link, and nothing is written through links`, {
            hint: 'Remove it, or choose another folder with --root.',
        });
    }
}
function isLink(path) {
    try {
        return (0,external_node_fs_namespaceObject.lstatSync)(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
    }
    catch {
        // Something above it is not a folder. The code that needs the folder reports that.
        return false;
    }
}
/** For `a/b`: `a` and `a/b`. */
function withParents(path) {
    const parts = path.split('/');
    return parts.map((_, position) => parts.slice(0, position + 1).join('/'));
}

;// CONCATENATED MODULE: ./lib/store/store-folder.js










const OWN_FOLDERS = ['indexes', 'imageIds', 'imageTags', 'imageSizes', 'leases', 'ingest'];
/**
 * The folders of a store, below one root that may be deleted at any time. `files/root-folder.ts` names them.
 *
 * Files get their final names by a rename, so that readers never see a part of a file. Nothing is synced to the disk. A killed process
 * only leaves files in `ingest`: what it wrote is still in the kernel. After a crash of the machine a blob may have lost bytes. Its size
 * and digest show that when it is read, and it is fetched or made again. That costs less than an fsync for each blob of every build.
 */
class StoreFolder {
    root;
    constructor(root) {
        this.root = root;
    }
    /**
     * Makes the missing folders. Images may have content that other users must not see, and other users may be able to open the root. So each
     * folder in it is made private, also one that an earlier version left open. The mode of the root itself does not change.
     *
     * @throws InfraError if they cannot be made; UserError if one is a link
     */
    static open(root) {
        const folder = new StoreFolder(root);
        refuseLinks(root);
        try {
            makeFolders(root, 0o700);
            const own = [...folder.blobs.map(({ path }) => path), ...OWN_FOLDERS.map((name) => pathInRoot(root, name))];
            for (const path of own)
                makeFolders(path, 0o700);
            closeToOthers(root);
        }
        catch (error) {
            throw new errors_InfraError(`cannot use ${root} as the store`, {
                cause: error,
                hint: 'Choose a folder that can be written to with --root.',
            });
        }
        return folder;
    }
    blob(digest) {
        return pathInRoot(this.root, 'blobs', digestAlgorithm(digest), digestHex(digest));
    }
    index(diffId) {
        return pathInRoot(this.root, 'indexes', digestHex(diffId));
    }
    /** How large the layers of an image are. @param target the digest of its manifest or index */
    imageSizes(target) {
        return pathInRoot(this.root, 'imageSizes', digestHex(target));
    }
    get blobs() {
        return ['sha256', 'sha512'].map((algorithm) => ({
            algorithm,
            path: pathInRoot(this.root, 'blobs', algorithm),
        }));
    }
    get indexes() {
        return pathInRoot(this.root, 'indexes');
    }
    get imageIds() {
        return pathInRoot(this.root, 'imageIds');
    }
    get imageTags() {
        return pathInRoot(this.root, 'imageTags');
    }
    get leases() {
        return pathInRoot(this.root, 'leases');
    }
    get ingest() {
        return pathInRoot(this.root, 'ingest');
    }
    /** Writes a small file of the store as a whole. */
    async write(file, content) {
        await writeWhole(file, content, { draft: this.newIngestPath() });
    }
    /** A new path in `ingest`, different for each call and process. Its name starts with the process's identity. */
    newIngestPath() {
        return pathInRoot(this.root, 'ingest', `${process_identity_ownIdentity()}.${(0,external_node_crypto_namespaceObject.randomBytes)(8).toString('hex')}`);
    }
}
/** Makes our folders directly below a root private. Only folders with our names are changed: all others are not ours. */
function closeToOthers(root) {
    for (const name of topFolders()) {
        const stats = (0,external_node_fs_namespaceObject.lstatSync)((0,external_node_path_namespaceObject.join)(root, name), { throwIfNoEntry: false });
        if (stats?.isDirectory() !== true || (stats.mode & 0o77) === 0 || stats.uid !== process.getuid?.())
            continue;
        (0,external_node_fs_namespaceObject.chmodSync)((0,external_node_path_namespaceObject.join)(root, name), 0o700);
    }
}

;// CONCATENATED MODULE: ./lib/worker/protocol/from-pipe.js


/** Reads a message from the other side of the protocol. @throws EngineBug for anything that side would not send */
function from_pipe_fromPipe(read) {
    return orThrow(read, (error) => new errors_EngineBug(`worker protocol: message: ${error.message}`, { cause: error }));
}

;// CONCATENATED MODULE: ./lib/worker/protocol/frames.js



const MESSAGE = 1;
const BYTES = 2;
const HEADER = 5;
/** All our messages are much smaller. A larger frame means that something else wrote to the pipe. */
const LONGEST = 64 * 1024 * 1024;
function encodeMessage(value) {
    const json = Buffer.from(JSON.stringify(value));
    const frame = Buffer.allocUnsafe(HEADER + json.length);
    frame.writeUInt32BE(json.length + 1, 0);
    frame.writeUInt8(MESSAGE, 4);
    json.copy(frame, HEADER);
    return frame;
}
function encodeBytes(id, channel, data) {
    const frame = Buffer.allocUnsafe(HEADER + 5 + data.length);
    frame.writeUInt32BE(data.length + 6, 0);
    frame.writeUInt8(BYTES, 4);
    frame.writeUInt32BE(id, HEADER);
    frame.writeUInt8(channel, HEADER + 4);
    frame.set(data, HEADER + 5);
    return frame;
}
/** Cuts a stream into frames, wherever its chunks end. */
class FrameReader {
    #parts = [];
    #held = 0;
    #wanted = 4;
    /** @throws EngineBug when something else wrote to the stream */
    *push(chunk) {
        this.#parts.push(chunk);
        this.#held += chunk.length;
        while (this.#held >= this.#wanted) {
            const [only] = this.#parts;
            const all = this.#parts.length === 1 && only !== undefined ? only : Buffer.concat(this.#parts);
            const end = 4 + all.readUInt32BE(0);
            if (end < 6 || end - 4 > LONGEST)
                throw new errors_EngineBug(`worker protocol: a frame of ${end - 4} bytes`);
            const complete = all.length >= end;
            const rest = complete ? all.subarray(end) : all;
            this.#parts.splice(0, this.#parts.length, rest);
            this.#held = rest.length;
            this.#wanted = complete ? 4 : end;
            if (complete)
                yield decode(all.subarray(4, end));
        }
    }
    /** Bytes of a frame that is not complete yet. */
    get pending() {
        return this.#held;
    }
}
function decode(body) {
    switch (body[0]) {
        case MESSAGE:
            return { kind: 'message', value: from_pipe_fromPipe(() => parseUncheckedJson(body.toString('utf8', 1))) };
        case BYTES:
            if (body.length < 6)
                throw new errors_EngineBug('worker protocol: a binary frame without its header');
            return { kind: 'bytes', id: body.readUInt32BE(1), channel: body.readUInt8(5), data: body.subarray(6) };
        default:
            throw new errors_EngineBug(`worker protocol: a frame of unknown kind ${body[0] ?? 'none'}`);
    }
}

;// CONCATENATED MODULE: ./lib/files/find-program.js


/** The usual folders of programs. A user's PATH often lacks those for administrators. */
const STANDARD = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];
/**
 * Absolute path of an executable.
 *
 * @param path `:`-separated folders, which are searched first
 */
function findProgram(name, path) {
    for (const folder of [...path.split(':').filter((part) => part.startsWith('/')), ...STANDARD]) {
        const file = (0,external_node_path_namespaceObject.join)(folder, name);
        try {
            (0,external_node_fs_namespaceObject.accessSync)(file, external_node_fs_namespaceObject.constants.X_OK);
            if ((0,external_node_fs_namespaceObject.statSync)(file).isFile())
                return file;
        }
        catch {
            // Not in this folder.
        }
    }
    return undefined;
}

;// CONCATENATED MODULE: ./lib/worker/client/launch.js





/** Needs util-linux 2.38, which added `--map-auto`. */
const NAMESPACES = ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc', '--propagation', 'private'];
/**
 * The first process of a pid namespace inherits processes whose parents have ended. Node would not take their exit codes, and the kernel
 * keeps the first process of a container from ending as long as one of them was in it. A shell that waits takes those of all.
 */
const FIRST_PROCESS = ['/bin/sh', '-c', '"$@"; exit "$?"', 'sh'];
const MAP_USER = ['--user', '--map-root-user', '--map-auto'];
/**
 * Starts the worker. It gets a session of its own, so that an interrupt from the terminal reaches only the client, which
 * then ends the worker properly.
 *
 * @throws InfraError when this machine has no way to start it
 */
async function launchWorker(settings) {
    const unshare = findProgram('unshare', settings.path);
    if (process.platform !== 'linux' || unshare === undefined) {
        throw new errors_InfraError('RUN steps need Linux and util-linux: `unshare` was not found', {
            hint: 'A Dockerfile without RUN builds anywhere.',
        });
    }
    const rights = settings.rights ?? (await chooseRights(settings));
    // Groups that are not below this process's own cannot be seen from a namespace of control groups.
    const namespaces = [...NAMESPACES, ...(settings.cgroupParent === undefined ? ['--cgroup'] : [])];
    const program = [...FIRST_PROCESS, settings.node, '--max-old-space-size=160', settings.script];
    const sudo = findProgram('sudo', settings.path) ?? 'sudo';
    const [command = '', ...args] = {
        root: [unshare, ...namespaces, ...program],
        sudo: [sudo, '-n', '--', unshare, ...namespaces, ...program],
        'user-namespace': [unshare, ...MAP_USER, ...namespaces, ...program],
    }[rights];
    if (rights === 'user-namespace')
        requireUserNamespaces(settings);
    const child = (0,external_node_child_process_namespaceObject.spawn)(command, args, {
        stdio: ['pipe', 'pipe', 'pipe'],
        env: { PATH: settings.path, LC_ALL: 'C' },
        cwd: '/',
        detached: true,
    });
    try {
        await (0,external_node_events_namespaceObject.once)(child, 'spawn');
    }
    catch (error) {
        throw new errors_InfraError(`cannot start the worker: ${messageOf(error)}`, { cause: error });
    }
    return { child, rights };
}
/**
 * Ends what a worker left that ended before its first message. An `unshare` that may not make a namespace forgets the child that was to map
 * ids: that one waits for it forever, and holds our pipes open.
 */
function endLeftBehind({ child }) {
    try {
        // It was given a group of its own.
        if (child.pid !== undefined)
            process.kill(-child.pid, 'SIGKILL');
    }
    catch {
        // Nothing is left.
    }
}
/** How a worker would be started here. */
async function chooseRights(settings) {
    if (settings.uid === 0)
        return 'root';
    const sudo = findProgram('sudo', settings.path);
    return sudo !== undefined && (await succeeds(sudo, ['-n', 'true'])) ? 'sudo' : 'user-namespace';
}
function succeeds(program, args) {
    return new Promise((resolve) => {
        (0,external_node_child_process_namespaceObject.execFile)(program, args, { env: { LC_ALL: 'C' }, timeout: 10_000 }, (error) => resolve(error === null));
    });
}
/** @throws InfraError that names what the machine lacks */
function requireUserNamespaces(settings) {
    const missing = ['newuidmap', 'newgidmap'].filter((name) => findProgram(name, settings.path) === undefined);
    if (missing.length > 0) {
        throw new errors_InfraError(`RUN steps without root need ${missing.join(' and ')}, which this machine lacks`, {
            hint: `Install them (apt-get install uidmap), or let ${settings.userName} use sudo without a password.`,
        });
    }
    for (const file of ['/etc/subuid', '/etc/subgid']) {
        if (hasRange(file, settings))
            continue;
        throw new errors_InfraError(`RUN steps without root need a range of ids: ${file} has no line for ${settings.userName}`, {
            hint: `Add one as root: usermod --add-subuids 100000-165535 --add-subgids 100000-165535 ${settings.userName}`,
        });
    }
}
function hasRange(file, { userName, uid }) {
    const lines = read(file).split('\n');
    return lines.some((line) => line.startsWith(`${userName}:`) || line.startsWith(`${uid}:`));
}
/** The error for a worker that ended before its first message. */
function explainSilentEnd(rights, stderr) {
    const detail = stderr.trim() === '' ? '' : `: ${stderr.trim()}`;
    const message = `the worker for RUN steps could not start${detail}`;
    if (rights !== 'user-namespace') {
        return new errors_InfraError(message, {
            hint: 'In a container, run it privileged (--privileged), or at least with CAP_SYS_ADMIN and without seccomp.',
        });
    }
    const closed = [
        ['/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1'],
        ['/proc/sys/kernel/unprivileged_userns_clone', '0'],
        ['/proc/sys/user/max_user_namespaces', '0'],
    ].find(([file = '', value]) => read(file).trim() === value);
    if (closed === undefined) {
        return new errors_InfraError(message, {
            hint: 'The machine does not let its users make user namespaces. Allow that, or allow sudo without a password.',
        });
    }
    const name = closed[0]?.slice('/proc/sys/'.length).replaceAll('/', '.') ?? '';
    const open = closed[1] === '1' ? '0' : name.endsWith('max_user_namespaces') ? '15000' : '1';
    return new errors_InfraError(message, { hint: `${name} is ${closed[1] ?? ''} here. As root: sysctl -w ${name}=${open}` });
}
function read(file) {
    try {
        return (0,external_node_fs_namespaceObject.readFileSync)(file, 'utf8');
    }
    catch {
        return '';
    }
}

;// CONCATENATED MODULE: ./lib/engine/run-settings.js



/** For the settings on their way to the worker. */
const runSettings = object({
    network: oneOf('host', 'none'),
    extraHosts: array(object({ name: string, ip: string })),
    shmSize: optional(integer),
    ulimits: array(object({ name: string, soft: integer, hard: integer })),
    hostname: string,
});
/** BuildKit's. Some programs write it into their output. */
const DEFAULT_HOSTNAME = 'buildkitsandbox';
/**
 * The settings as part of a RUN's key, all but the network. The names, their order and the missing default host name are those of
 * earlier versions: another text would make a miss of every RUN.
 */
function settingsInKey({ extraHosts, hostname, shmSize, ulimits }) {
    return {
        hosts: extraHosts,
        hostname: hostname === DEFAULT_HOSTNAME ? undefined : hostname,
        shmSize,
        ulimits,
    };
}

;// CONCATENATED MODULE: ./lib/json/union.js


/**
 * A union whose members differ in the string of one field, the tag. The decoder of a member is without the tag.
 * `union<Shape, 'kind'>('kind', { … })` asks for a decoder for each member of a type.
 */
function union(tag, members) {
    const all = new Map(Object.entries(members));
    const expected = `one of ${[...all.keys()].join(', ')}`;
    return (value) => {
        const given = containers_asObject(value);
        const kind = Object.hasOwn(given, tag) ? given[tag] : undefined;
        const member = typeof kind === 'string' ? all.get(kind) : undefined;
        if (member === undefined)
            throw new json_error_DecodeError(expected, kind, [tag]);
        return { [tag]: kind, ...member(value) };
    };
}
/** A union of two, of which only the first has the field `name`. */
function unionByPresence(name, having, lacking) {
    return (value) => (Object.hasOwn(asObject(value), name) ? having : lacking)(value);
}

;// CONCATENATED MODULE: ./lib/worker/protocol/capability-names.js
/** By number (linux/capability.h). */
const CAPABILITY_NAMES = ('CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST ' +
    'NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE ' +
    'SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG ' +
    'WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE')
    .split(' ')
    .map((name) => `CAP_${name}`);
/** Docker's default set ("Runtime privilege and Linux capabilities"). */
const DEFAULT_CAPABILITIES = 'CHOWN DAC_OVERRIDE FSETID FOWNER MKNOD NET_RAW SETGID SETUID SETFCAP SETPCAP NET_BIND_SERVICE SYS_CHROOT KILL AUDIT_WRITE'
    .split(' ')
    .map((name) => `CAP_${name}`);
/**
 * What a container can have: the default set, and what does not lead out of it. With most others, its root would be root of the machine,
 * whatever else confines it. NET_ADMIN is only for a network of its own.
 */
const CONTAINER_CAPABILITIES = [
    ...DEFAULT_CAPABILITIES,
    ...'SYS_PTRACE SYS_NICE IPC_LOCK IPC_OWNER LEASE LINUX_IMMUTABLE NET_BROADCAST NET_ADMIN'
        .split(' ')
        .map((name) => `CAP_${name}`),
];

;// CONCATENATED MODULE: ./lib/worker/protocol/layer-messages.js




/** A layer that a request needs. */
const layer_messages_layer = object({
    diffId: diffId,
    blob: object({ digest: digest_schema_digest, size: integer, mediaType: string }),
    /** Of its index, for a layer that a step made. */
    indexDigest: nullish(digest_schema_digest),
});
/** Where a layer's blob and index are written: files of the store that do not have their final names yet. And how: gzip if nothing is said. */
const layerIngest = object({ blobFile: string, indexFile: string, format: nullish(oneOf('gzip', 'zstd')) });
/** A layer that the worker made. */
const made = object({
    blob: object({ digest: digest_schema_digest, size: integer, mediaType: string }),
    diffId: diffId,
    treeDigest: treeDigest,
    indexDigest: nullish(digest_schema_digest),
    uncompressedSize: integer,
});

;// CONCATENATED MODULE: ./lib/worker/protocol/container-messages.js







/** The channel of binary frames to the worker that are standard input. A frame without bytes is its end. */
const STDIN = 0;
const id = integer;
/** It becomes the name of a folder, so it has nothing but hexadecimal digits. */
const container = stringMatching(/^[0-9a-f]{64}$/, 'the id of a container');
const natural = refine(integer, (value) => value >= 1 && value <= 0xffff, 'a size of a terminal');
const terminalSize = object({ rows: natural, columns: natural });
/** The signals that may be sent to a container, by their names in kill(1). */
const SIGNALS = [
    ...[
        'HUP',
        'INT',
        'QUIT',
        'ILL',
        'TRAP',
        'ABRT',
        'BUS',
        'FPE',
        'KILL',
        'USR1',
        'SEGV',
        'USR2',
        'PIPE',
        'ALRM',
        'TERM',
    ],
    ...[
        'CHLD',
        'CONT',
        'STOP',
        'TSTP',
        'TTIN',
        'TTOU',
        'URG',
        'XCPU',
        'XFSZ',
        'VTALRM',
        'PROF',
        'WINCH',
        'IO',
        'PWR',
        'SYS',
    ],
];
const container_messages_process = object({
    argv: array(string),
    env: array(string),
    cwd: string,
    user: string,
    capabilities: array(oneOf(...CONTAINER_CAPABILITIES)),
    /** Absent: it has no terminal. */
    terminal: nullish(terminalSize),
    /** Whether standard input follows in binary frames. */
    stdin: decoder_boolean,
});
const mount = union('type', {
    /** A file or folder of the machine. */
    host: object({
        source: string,
        target: string,
        readonly: decoder_boolean,
        /** Device and number of the file that the user found there: what is mounted is that file, or nothing. */
        device: string,
        inode: string,
    }),
    tmpfs: object({ target: string, readonly: decoder_boolean, size: nullish(integer), mode: nullish(integer), exec: decoder_boolean }),
});
/** What a request about the files of a container needs: they lie above the layers of its image. */
const files = { id, container, layers: array(layer_messages_layer) };
/** Requests about containers. All that take time are answered with `exited`, `finished` or `captured`. */
const CONTAINER_REQUESTS = {
    /** Runs a container. Its files are kept when it ends. */
    'container-run': object({
        ...files,
        process: container_messages_process,
        settings: runSettings,
        readonlyRoot: decoder_boolean,
        mounts: array(mount),
        /** Bytes that its processes may use together. */
        memory: nullish(integer),
    }),
    /** Runs another process in a container that this worker runs. */
    'container-exec': object({ id, container, process: container_messages_process }),
    /** To the process of the request with this id. */
    'container-signal': object({ id, signal: oneOf(...SIGNALS) }),
    'container-resize': object({ id, size: terminalSize }),
    /** Whether what the process prints is read for now. */
    'container-hold': object({ id, hold: decoder_boolean }),
    /** Makes a layer of what the container wrote. */
    'container-capture': object({ ...files, ingest: layerIngest, pause: decoder_boolean }),
    /** Makes a layer of what is at a path, named `name` in the layer; of a folder without a name, of what is in it. */
    'container-read': object({ ...files, path: string, followLink: decoder_boolean, name: nullish(string), ingest: layerIngest }),
    /** Copies what a layer holds over what is in the folder at a path. */
    'container-write': object({ ...files, path: string, content: layer_messages_layer, blobFile: string }),
    'container-stat': object({ ...files, path: string }),
    /** Counts the bytes that the container wrote. Nothing is written for that. */
    'container-measure': object(files),
    'container-remove': object({ id, container }),
};

;// CONCATENATED MODULE: ./lib/worker/client/growth-messages.js

/** Bytes of a download after which the worker gets a message, and milliseconds after which it gets one for fewer. */
const GROWTH = 512 * 1024;
const DELAY = 50;
/** Tells the worker how a download grows, so that it can read along. Only for the first attempt, if there are several. */
function growthMessages(worker, id, diffId, indexFile) {
    let files = 0;
    let [reported, grown] = [0, 0];
    let timer;
    const report = () => {
        clearTimeout(timer);
        timer = undefined;
        if (grown === reported)
            return;
        reported = grown;
        send(worker, { type: 'grown', id, diffId });
    };
    return {
        begins: (blobFile) => {
            if (++files === 1)
                send(worker, { type: 'growing', id, diffId, blobFile, indexFile });
        },
        grows: (bytes) => {
            if (files !== 1)
                return;
            grown = bytes;
            if (grown - reported >= GROWTH)
                report();
            else
                timer ??= setTimeout(report, DELAY).unref();
        },
    };
}
function send(worker, message) {
    worker.child.stdin.write(encodeMessage(message));
}

;// CONCATENATED MODULE: ./lib/worker/client/held-output.js

/**
 * Has the worker read no more of what a process prints while whoever gets it is slow. All else that the worker says still arrives, so that one
 * slow reader holds up neither other processes nor the news that its own has ended.
 */
class HeldOutput {
    /** How many pieces of a request's output were not taken yet. */
    #untaken = new Map();
    /** @param taken never fails */
    async until(taken, worker, id) {
        const before = this.#untaken.get(id) ?? 0;
        this.#untaken.set(id, before + 1);
        if (before === 0)
            send(worker, { type: 'container-hold', id, hold: true });
        await taken;
        const left = (this.#untaken.get(id) ?? 1) - 1;
        if (left > 0)
            this.#untaken.set(id, left);
        else {
            this.#untaken.delete(id);
            send(worker, { type: 'container-hold', id, hold: false });
        }
    }
}

;// CONCATENATED MODULE: ./lib/worker/client/layer-deliveries.js


/** Brings what the worker asks for of layers: blobs, indexes, parts of blobs. */
class LayerDeliveries {
    #files;
    #layers;
    /** All layers that requests have named. Parts of them may be asked for as long as the worker runs. */
    #named = new Map();
    /** Ends what is being fetched for the worker, and not for one request. */
    #ending = new AbortController();
    constructor(files, layers) {
        this.#files = files;
        this.#layers = layers;
    }
    /** A worker starts. */
    begin() {
        this.#ending = new AbortController();
    }
    /** The worker ends. Nobody waits for parts any more. */
    end() {
        this.#ending.abort();
    }
    name(layers) {
        for (const layer of layers)
            this.#named.set(layer.diffId, layer);
    }
    async blob(worker, { id, diffId }, asker) {
        const layer = asker?.layers.get(diffId);
        try {
            if (asker === undefined || layer === undefined)
                throw new errors_EngineBug(`the worker asked for ${diffId}`);
            const indexFile = await this.#files.indexFile?.(layer);
            const watch = growthMessages(worker, id, diffId, indexFile);
            const blobFile = await this.#layers.blobFile(layer, asker.signal, watch);
            send(worker, { type: 'blob', id, diffId, blobFile, indexFile });
        }
        catch (error) {
            asker?.blobErrors.set(diffId, error);
            send(worker, { type: 'no-blob', id, diffId, reason: messageOf(error) });
        }
    }
    /** Without an index the layer is unpacked first, whatever the reason is. */
    async index(worker, { id, diffId }, asker) {
        const layer = asker?.layers.get(diffId);
        const file = layer && (await this.#files.knownIndex?.(layer).catch(() => undefined));
        send(worker, { type: 'index', id, diffId, file });
    }
    async part(worker, { diffId, number, offset, length }) {
        const layer = this.#named.get(diffId);
        try {
            if (layer === undefined)
                throw new errors_EngineBug(`the worker asked for a part of ${diffId}`);
            const file = await this.#layers.blobPart(layer, { offset, length }, this.#ending.signal);
            send(worker, { type: 'part', diffId, number, file });
        }
        catch (error) {
            send(worker, { type: 'no-part', diffId, number, reason: messageOf(error) });
        }
    }
}

;// CONCATENATED MODULE: ./lib/worker/client/reply-error.js

/** @param blobErrors why layers could not be delivered, by diff id */
function asError(reply, signal, blobErrors) {
    if (signal.aborted)
        return signal.reason;
    switch (reply.kind) {
        case 'user':
            return new errors_UserError(reply.message, { hint: reply.hint });
        case 'infra':
            return new errors_InfraError(reply.message, { hint: reply.hint });
        case 'no-blob':
            return blobErrors.get(reply.message) ?? new errors_InfraError(`the layer ${reply.message} is not available`);
        case 'aborted':
        case 'bug':
            return new errors_EngineBug(`in the worker: ${reply.stack ?? reply.message}`);
        default:
            return unreachable(reply.kind);
    }
}

;// CONCATENATED MODULE: ./lib/worker/protocol/elf-machines.js
const elf_machines_ARCHITECTURES = [
    'amd64',
    'arm64',
    'arm',
    '386',
    's390x',
    'ppc64le',
    'riscv64',
    'mips64le',
    'mips64',
    'loong64',
];
const ELF_MACHINES = {
    amd64: { qemu: 'x86_64', bits: 64, endian: 'little', machine: 62 },
    arm64: { qemu: 'aarch64', bits: 64, endian: 'little', machine: 183 },
    arm: { qemu: 'arm', bits: 32, endian: 'little', machine: 40 },
    '386': { qemu: 'i386', bits: 32, endian: 'little', machine: 3 },
    s390x: { qemu: 's390x', bits: 64, endian: 'big', machine: 22 },
    ppc64le: { qemu: 'ppc64le', bits: 64, endian: 'little', machine: 21 },
    riscv64: { qemu: 'riscv64', bits: 64, endian: 'little', machine: 243 },
    mips64le: { qemu: 'mips64el', bits: 64, endian: 'little', machine: 8, anyAbi: true },
    mips64: { qemu: 'mips64', bits: 64, endian: 'big', machine: 8, anyAbi: true },
    loong64: { qemu: 'loongarch64', bits: 64, endian: 'little', machine: 258, anyAbi: true },
};
function elf_machines_isArchitecture(name) {
    return elf_machines_ARCHITECTURES.includes(name);
}
/** Bytes of an ELF file that tell whose program it is: up to `e_machine`. */
const HEAD_LENGTH = 20;
const EXECUTABLE = 2;
/** The first bytes of a program for the machine. */
function elfHead({ bits, endian, machine }) {
    const head = Buffer.alloc(HEAD_LENGTH);
    head.write('\x7fELF', 'latin1');
    head.set([bits === 32 ? 1 : 2, endian === 'little' ? 1 : 2, 1], 4);
    if (endian === 'little') {
        head.writeUInt16LE(EXECUTABLE, 16);
        head.writeUInt16LE(machine, 18);
    }
    else {
        head.writeUInt16BE(EXECUTABLE, 16);
        head.writeUInt16BE(machine, 18);
    }
    return head;
}
/** The bits of the head that count: any `EI_OSABI`, and both kinds of executables (`ET_EXEC` is 2, `ET_DYN` is 3). */
function elfMask({ endian, anyAbi }) {
    const mask = Buffer.alloc(HEAD_LENGTH, 0xff);
    mask[7] = 0;
    if (anyAbi === true)
        mask[8] = 0;
    mask[endian === 'little' ? 16 : 17] = 0xfe;
    return mask;
}

;// CONCATENATED MODULE: ./lib/worker/protocol/storage-drivers.js
/**
 * How the worker keeps layers for steps: as folders or as EROFS images under overlayfs, as images that steps use while their content still
 * comes, in volumes that are cloned, by copies, or as the machine allows.
 */
const STORAGE_DRIVERS = [
    'auto',
    'overlay',
    'overlay2',
    'erofs',
    'lazy',
    'btrfs',
    'devicemapper',
    'vfs',
];

;// CONCATENATED MODULE: ./lib/worker/protocol/messages.js












/** Both sides come from the same build. The number guards against an old bundle: raise it with every change here. */
const PROTOCOL_VERSION = 15;
/**
 * Channels of binary frames from the worker. Binary frames to the worker have an attachment's position instead, or `STDIN` once the
 * request that they belong to runs.
 */
const STDOUT = 1;
const STDERR = 2;
const owned = { mode: integer, uid: integer, gid: integer };
const messages_mount = union('type', {
    bind: object({ layers: array(layer_messages_layer), source: string, target: string, writable: decoder_boolean }),
    cache: object({
        id: string,
        target: string,
        sharing: oneOf('shared', 'private', 'locked'),
        readonly: decoder_boolean,
        ...owned,
        source: nullish(string),
        variant: nullish(string),
        from: nullish(object({ layers: array(layer_messages_layer), source: string })),
        restored: array(layer_messages_layer),
    }),
    tmpfs: object({ target: string, readonly: decoder_boolean, size: nullish(integer) }),
    /** `content` is the position of the attachment that holds the value, here and in a script. */
    secret: object({ target: string, content: integer, ...owned }),
    script: object({ target: string, name: string, content: integer }),
    ssh: object({ target: string, socket: string, ...owned }),
});
const runRequest = object({
    id: integer,
    layers: array(layer_messages_layer),
    process: object({
        argv: array(string),
        env: array(string),
        cwd: string,
        user: string,
        /** Position of the attachment with the bytes for standard input. */
        stdin: nullish(integer),
    }),
    settings: runSettings,
    privileged: decoder_boolean,
    mounts: array(messages_mount),
    /** Absent: what the process writes is thrown away, and `finished` is the answer. */
    ingest: nullish(layerIngest),
});
const exportRequest = object({
    id: integer,
    key: mountKey,
    /** Positions of the attachments that hold the indexes of the layers that it was saved as, lowest first. */
    previous: array(integer),
    /** Positions of the texts that must not be saved: a mount that contains one of them is not saved. */
    secrets: array(integer),
    ingest: layerIngest,
});
/** An emulator to be registered with the kernel. What is registered for it is in the worker's own table. */
const emulator = object({
    architecture: oneOf(...elf_machines_ARCHITECTURES),
    /** Absolute path. */
    file: string,
    /** Of the file, which must still have this content. */
    digest: digest_schema_digest,
    keepsArgv0: decoder_boolean,
});
const clientMessage = union('type', {
    hello: object({
        version: integer,
        /** Absolute path of the folder below which everything is kept. */
        root: string,
        /** Who owns the files that the worker leaves in the store. */
        owner: object({ uid: integer, gid: integer }),
        runtime: oneOf('auto', 'crun', 'runc'),
        storage: oneOf(...STORAGE_DRIVERS),
        /** The control group below which steps run, `''` for the highest; absent: that of the worker. */
        cgroupParent: optional(string),
        /** `:`-separated folders to look for programs in. */
        path: string,
        unpackers: integer,
        /** The worker says how long its work takes. */
        isTraced: decoder_boolean,
        /** The machine has emulators that an earlier build registered and did not remove. */
        sweepEmulators: decoder_boolean,
    }),
    run: runRequest,
    prepare: object({ id: integer, layers: array(layer_messages_layer) }),
    /** Before the first step that needs them. */
    emulate: object({ id: integer, emulators: array(emulator) }),
    'export-mount': exportRequest,
    /** The snapshot of the layer `made` becomes the snapshot of `kept`, whose index is the attachment. */
    'keep-snapshot': object({ id: integer, made: diffId, kept: diffId }),
    'remove-kept': object({ id: integer }),
    /** Answer to `need-index`: the file with the layer's index, if there is one. */
    index: object({ id: integer, diffId: diffId, file: nullish(string) }),
    /** After `need`, before its answer: the file that the blob is being written to. */
    growing: object({ id: integer, diffId: diffId, blobFile: string, indexFile: nullish(string) }),
    /** After `growing`: there is more in the file. */
    grown: object({ id: integer, diffId: diffId }),
    /** Answer to `need`: where the verified blob is. */
    blob: object({ id: integer, diffId: diffId, blobFile: string, indexFile: nullish(string) }),
    /**
     * Answer to `need`: the blob is not available. The client keeps the error, and throws it if the request fails because of
     * this.
     */
    'no-blob': object({ id: integer, diffId: diffId, reason: string }),
    /** Answer to `need-part`: the file that has the part, at its own place. It was not verified. */
    part: object({ diffId: diffId, number: integer, file: string }),
    'no-part': object({ diffId: diffId, number: integer, reason: string }),
    cancel: object({ id: integer }),
    ...CONTAINER_REQUESTS,
});
/** @throws EngineBug when the value is not one */
function toClientMessage(value) {
    return fromPipe(() => clientMessage(value));
}
/** As `RunDelays` of the engine. */
const delays = object({ waitingMs: nonNegative, restoringMs: nonNegative });
/** As `StepUsage` of the engine. */
const usage = object({ cpuMs: nonNegative, memoryBytes: optional(nonNegativeInteger) });
/** As `Span` of a trace. */
const span = object({
    track: string,
    row: optional(string),
    process: optional(oneOf('worker')),
    name: string,
    from: nonNegative,
    to: nonNegative,
    facts: mapOf((value) => (typeof value === 'string' ? value : nonNegative(value))),
});
const workerMessage = union('type', {
    ready: object({ version: integer, runtime: string }),
    /** A layer has to be unpacked: the worker waits for its blob. */
    need: object({ id: integer, diffId: diffId }),
    'need-index': object({ id: integer, diffId: diffId }),
    /** A step reads what is in this part of the blob of a layer that some request has named. `number` is that of the question. */
    'need-part': object({ diffId: diffId, number: integer, offset: nonNegativeInteger, length: positiveInteger }),
    unpacked: object({ digest: digest_schema_digest, size: integer }),
    span: object({ span }),
    warning: object({ message: string, hint: nullish(string) }),
    done: object({ id: integer, made: made, delays, usage }),
    failed: object({ id: integer, exitCode: integer, delays, usage }),
    /** The answer to a request that has no result. `bytes`: of the files that it removed, if that is known. */
    finished: object({ id: integer, bytes: nullish(integer) }),
    /** The process of a container has started; `exited` follows when it has ended. */
    started: object({ id: integer }),
    /** It has ended, and not all that it printed was sent yet. */
    ended: object({ id: integer }),
    exited: object({ id: integer, exitCode: integer }),
    captured: object({ id: integer, made: made }),
    /** What is at a path in a container. */
    found: object({
        id: integer,
        kind: oneOf('file', 'directory', 'other', 'absent'),
    }),
    exported: object({
        id: integer,
        kind: oneOf('full', 'delta', 'unchanged', 'absent', 'busy', 'failed', 'secret'),
        /** Only for a mount with a secret: the file that has it. */
        path: nullish(string),
        /** Only for a full export or a delta. */
        made: nullish(made),
    }),
    error: object({
        id: integer,
        kind: oneOf('user', 'infra', 'bug', 'aborted', 'no-blob'),
        message: string,
        hint: nullish(string),
        stack: nullish(string),
    }),
    /** The worker cannot start at all. */
    unfit: object({ message: string, hint: nullish(string) }),
});
/** @throws EngineBug when the value is not one */
function toWorkerMessage(value) {
    return from_pipe_fromPipe(() => workerMessage(value));
}

;// CONCATENATED MODULE: ./lib/worker/client/connection.js
















/** Milliseconds that a worker gets to clean up at its end. */
const CLEAN_UP_TIME = 5000;
const STDERR_KEPT = 4096;
/**
 * One layer keeps about one and a half processors busy, and most machines have two or four. Few images have more large
 * layers than this, so a large layer seldom waits to be unpacked alone at the end.
 */
const UNPACKERS = 4;
/** The connection to a worker. The worker is started with the first request, and again with the next one after it ended. */
class WorkerConnection {
    #settings;
    #layers;
    #requests = new Map();
    /** The workers that have emulators, or are getting them. */
    #emulating = new WeakMap();
    #started;
    #deliveries;
    #held = new HeldOutput();
    /**
     * Settles when the last worker is gone and all its messages are handled, so they cannot reach requests to the next one.
     */
    #ended = Promise.resolve();
    #count = 0;
    #ready;
    /** @param layers provides the blobs that the worker asks for */
    constructor(settings, layers) {
        this.#settings = settings;
        this.#layers = layers;
        this.#deliveries = new LayerDeliveries(settings, layers);
    }
    /**
     * Sends a request and waits for its answer. Starts a worker if there is none.
     *
     * @param request makes the message with its number
     * @param layers the layers that the worker may ask for
     * @throws InfraError, UserError; the signal's reason
     */
    async ask(request, signal, layers = [], output = () => undefined, news) {
        signal.throwIfAborted();
        if (this.#started === undefined)
            this.#fetchAhead(layers, signal);
        const worker = await this.#start(signal);
        // The signal may have fired while the worker started, when nothing listened to it.
        signal.throwIfAborted();
        const id = ++this.#count;
        const span = openSpan('worker requests', () => sent?.type ?? 'none');
        let sent;
        const blobErrors = new Map();
        const cancel = () => send(worker, { type: 'cancel', id });
        signal.addEventListener('abort', cancel, { once: true });
        try {
            const reply = await new Promise((resolve, reject) => {
                const byDiffId = new Map(layers.map((layer) => [layer.diffId, layer]));
                this.#deliveries.name(layers);
                this.#requests.set(id, { layers: byDiffId, signal, output, news, resolve, reject, blobErrors });
                const { message, attachments = [] } = request(id);
                sent = message;
                for (const [position, data] of attachments.entries())
                    worker.child.stdin.write(encodeBytes(id, position, data));
                send(worker, message);
            });
            if (reply.type === 'error')
                throw asError(reply, signal, blobErrors);
            return reply;
        }
        finally {
            span.end();
            signal.removeEventListener('abort', cancel);
            this.#requests.delete(id);
        }
    }
    /** Sends more about a request that is being served. Does nothing when the worker is gone. */
    async tell(message) {
        const worker = await this.#started?.catch(() => undefined);
        if (worker !== undefined)
            send(worker, message);
    }
    /** The same with standard input for it. @param data empty for its end */
    async tellInput(id, data) {
        const worker = await this.#started?.catch(() => undefined);
        if (worker === undefined)
            return;
        const { stdin } = worker.child;
        if (!stdin.write(encodeBytes(id, STDIN, data)))
            await (0,external_node_events_namespaceObject.once)(stdin, 'drain').catch(() => undefined);
    }
    /**
     * Has a worker register emulators with the kernel, once.
     *
     * @param bring finds the emulators for a worker with these rights
     * @throws what `bring` and `ask` throw
     */
    async emulate(bring, signal) {
        const worker = await this.#start(signal);
        let emulating = this.#emulating.get(worker);
        if (emulating === undefined) {
            emulating = bring(worker.rights).then(async (emulators) => {
                if (emulators.length > 0)
                    await this.ask((id) => ({ message: { type: 'emulate', id, emulators } }), signal);
            });
            this.#emulating.set(worker, emulating);
            emulating.catch(() => this.#emulating.delete(worker));
        }
        await emulating;
    }
    /** Ends the worker. It kills what runs, and no mount or process is left. */
    async close() {
        // If it could not start, the request that started it has got the error.
        const worker = await this.#started?.catch(() => undefined);
        if (worker === undefined)
            return;
        const { child } = worker;
        this.#deliveries.end();
        child.stdin.end();
        const inTime = new AbortController();
        const late = (0,external_node_timers_promises_namespaceObject.setTimeout)(CLEAN_UP_TIME, undefined, { signal: inTime.signal, ref: false }).then(() => child.kill('SIGKILL'), () => undefined);
        await Promise.race([this.#ended, late]);
        inTime.abort();
    }
    /** A worker on a machine without snapshots will ask for every layer, so their download begins while it starts. */
    #fetchAhead(layers, signal) {
        if (!isEmpty(pathInRoot(this.#settings.root, 'snapshots')))
            return;
        const { storage, knownIndex } = this.#settings;
        // If a download fails, the error is reported when the worker asks for that layer.
        for (const layer of layers) {
            // Of these, the worker asks for parts.
            const isDivided = storage === 'lazy' && layer.indexDigest !== undefined;
            (isDivided ? knownIndex?.(layer) : this.#layers.blobFile(layer, signal))?.catch(() => undefined);
        }
    }
    #start(signal) {
        this.#started ??= span_traced('worker requests', () => 'start of the worker', () => this.#launchNext(signal)).catch((error) => {
            this.#started = undefined;
            throw error;
        });
        return this.#started;
    }
    async #launchNext(signal) {
        await this.#ended;
        this.#deliveries.begin();
        const { root } = this.#settings;
        await this.#settings.beforeStart?.(signal);
        // Made here, by the user: folders that the worker makes would belong to root.
        const pools = this.#settings.storage === 'devicemapper' ? ['thinPools'] : [];
        for (const name of ['snapshots', 'work', 'cacheMounts', 'containerFiles', ...pools]) {
            makeFolders(pathInRoot(root, name), 0o700);
        }
        const path = await this.#pathWithRuntime(signal);
        const worker = await launchWorker(this.#settings);
        const { child, rights } = worker;
        let stderr = '';
        let isReady = false;
        child.stderr.on('data', (chunk) => (stderr = `${stderr}${chunk.toString()}`.slice(-STDERR_KEPT)));
        child.stdin.on('error', () => undefined);
        const reader = new FrameReader();
        child.stdout.on('data', (chunk) => {
            try {
                for (const frame of reader.push(chunk))
                    this.#receive(worker, frame);
            }
            catch (error) {
                this.#fail(error instanceof Error ? error : new errors_EngineBug(String(error)));
                child.kill('SIGKILL');
            }
        });
        const ready = new Promise((resolve, reject) => {
            this.#ready = { resolve, reject };
        });
        this.#ended = new Promise((resolve) => {
            child.once('error', () => resolve());
            child.once('close', () => resolve());
        });
        child.on('error', (error) => this.#fail(new errors_InfraError(`cannot start the worker: ${error.message}`, { cause: error })));
        child.on('exit', () => {
            if (!isReady)
                endLeftBehind(worker);
        });
        child.on('close', (code, signal) => {
            child.stdin.destroy();
            this.#deliveries.end();
            const end = `the worker ended unexpectedly (${signal ?? `exit code ${code ?? 0}`})`;
            this.#fail(isReady
                ? new errors_InfraError(stderr.trim() === '' ? end : `${end}: ${stderr.trim()}`)
                : explainSilentEnd(rights, stderr));
        });
        const owner = (0,external_node_fs_namespaceObject.statSync)(root);
        send(worker, {
            type: 'hello',
            version: PROTOCOL_VERSION,
            root,
            owner: rights === 'user-namespace' ? { uid: 0, gid: 0 } : { uid: owner.uid, gid: owner.gid },
            runtime: this.#settings.runtime ?? 'auto',
            storage: this.#settings.storage ?? 'auto',
            cgroupParent: this.#settings.cgroupParent,
            path,
            unpackers: this.#settings.unpackers ?? UNPACKERS,
            isTraced: isTraced(),
            // The machine's own table is not that of a user namespace.
            sweepEmulators: rights !== 'user-namespace' && this.#settings.hasLeftEmulators?.() === true,
        });
        await ready;
        isReady = true;
        return worker;
    }
    async #pathWithRuntime(signal) {
        const { path, fetchRuntime } = this.#settings;
        if (fetchRuntime === undefined || ['crun', 'runc'].some((name) => findProgram(name, path) !== undefined))
            return path;
        return `${path}:${await fetchRuntime(signal)}`;
    }
    /** Fails all requests that wait. The next request starts another worker. */
    #fail(error) {
        this.#started = undefined;
        this.#ready?.reject(error);
        for (const request of this.#requests.values())
            request.reject(error);
        this.#requests.clear();
    }
    #receive(worker, frame) {
        if (frame.kind === 'bytes') {
            const request = this.#requests.get(frame.id);
            if (request === undefined)
                return;
            const printed = request.output(frame.channel === STDOUT ? 'stdout' : 'stderr', frame.data);
            const refused = (error) => request.reject(error instanceof Error ? error : new errors_EngineBug(String(error)));
            if (printed instanceof Promise)
                return void this.#held.until(printed.catch(refused), worker, frame.id);
            const taken = this.#settings.outputTaken?.(request.signal);
            if (taken === undefined)
                return;
            worker.child.stdout.pause();
            void taken.catch(refused).finally(() => worker.child.stdout.resume());
            return;
        }
        const { emit } = this.#settings;
        const message = toWorkerMessage(frame.value);
        switch (message.type) {
            case 'ready':
                if (message.version !== PROTOCOL_VERSION)
                    throw new errors_EngineBug(`the worker speaks protocol ${message.version}`);
                this.#ready?.resolve();
                return;
            case 'unfit':
                this.#ready?.reject(new errors_InfraError(message.message, { hint: message.hint }));
                worker.child.stdin.end();
                return;
            case 'need':
                void this.#deliveries.blob(worker, message, this.#requests.get(message.id));
                return;
            case 'need-index':
                void this.#deliveries.index(worker, message, this.#requests.get(message.id));
                return;
            case 'need-part':
                void this.#deliveries.part(worker, message);
                return;
            case 'started':
                this.#requests.get(message.id)?.news?.started();
                return;
            case 'ended':
                this.#requests.get(message.id)?.news?.ended();
                return;
            case 'span':
                publishSpan({ ...message.span, process: 'worker' });
                return;
            case 'unpacked':
                emit({
                    type: 'transfer',
                    direction: 'unpack',
                    digest: message.digest,
                    done: message.size,
                    total: message.size,
                });
                return;
            case 'warning':
                emit({
                    type: 'warning',
                    message: message.message,
                    ...(message.hint === undefined ? {} : { hint: message.hint }),
                });
                return;
            case 'done':
            case 'failed':
            case 'finished':
            case 'exported':
            case 'exited':
            case 'captured':
            case 'found':
            case 'error':
                this.#requests.get(message.id)?.resolve(message);
                return;
            default:
                unreachable(message);
        }
    }
}
function isEmpty(folder) {
    try {
        return (0,external_node_fs_namespaceObject.readdirSync)(folder).length === 0;
    }
    catch {
        return true;
    }
}

;// CONCATENATED MODULE: ./lib/layer/compression/node-zstd.js

/** Parameters of zstd's interface by their numbers (`zstd.h`). Node's types of today have no names for them. */
const node_zstd_ZSTD_LEVEL = 100;
/** Of a compressor: the base-2 logarithm of how far back a frame may point. */
const node_zstd_ZSTD_WINDOW_LOG = 101;
/** Of a decompressor: the largest window that it takes. */
const ZSTD_WINDOW_LOG_MAX = 100;
/** `ZSTD_e_end`: what was written becomes a whole frame. */
const node_zstd_ZSTD_END = 2;
/** Node's own zstd; `undefined` before Node 22.15. */
const node_zstd_nodeZstd = "createZstdCompress" in external_node_zlib_namespaceObject_0 ? external_node_zlib_namespaceObject_0 : undefined;

;// CONCATENATED MODULE: ./lib/layer/compression/parallel-zstd.js





/**
 * zstd's own default. Measured on 235 MB of node_modules in groups, with the processor's time of gzip -5 as 1: level 1 takes 0.42 for
 * 54.9 MB, 2 0.46 for 52.7, 3 0.5 for 50.0 (gzip: 53.5).
 */
const DEFAULT_ZSTD_LEVEL = 3;
/** Of a group: no frame points further back than its own start. */
const GROUP_WINDOW_LOG = Math.log2(group_GROUP_SIZE);
/** Bytes that a frame has at most beyond its input: a header, and three bytes for each block of 128 KiB. */
const FRAME_OVERHEAD = 4096;
/** Each encoder has its tables, a window, a block of input and one of output in memory: about 5 MiB. */
const MAX_ENCODERS = 6;
/**
 * A zstd frame (RFC 8878) for each group of the input. Frames are made side by side in libuv's thread pool. The output depends only on the
 * input, the level, the cuts, and the version of zstd in Node.
 */
class parallel_zstd_ParallelZstd {
    #onBlock;
    #level;
    #output;
    #encoders = new Set();
    #idle = [];
    #maxEncoders = Math.min(availableParallelism() + 1, MAX_ENCODERS);
    /** No encoder is free for them. */
    #waiting = [];
    #spare = [];
    #block = Buffer.allocUnsafe(GROUP_SIZE);
    #filled = 0;
    #isEmpty = true;
    /**
     * @param sink takes the output in order, synchronously; what it throws is thrown by the next call
     * @throws EngineBug where Node has no zstd
     */
    constructor(sink, { level, onBlock, onGroup } = {}) {
        this.#onBlock = onBlock;
        this.#level = level ?? DEFAULT_ZSTD_LEVEL;
        this.#output = new OrderedOutput({ sink, onGroup, maxInFlight: this.#maxEncoders + 1 });
    }
    write(chunk) {
        this.#output.check();
        for (let at = 0; at < chunk.length;) {
            const count = Math.min(GROUP_SIZE - this.#filled, chunk.length - at);
            this.#block.set(count === chunk.length ? chunk : chunk.subarray(at, at + count), this.#filled);
            this.#filled += count;
            at += count;
            if (this.#filled === GROUP_SIZE)
                this.#dispatch();
        }
    }
    get groupSize() {
        return this.#filled;
    }
    cut() {
        this.#output.check();
        if (this.#filled > 0)
            this.#dispatch();
    }
    drained() {
        return this.#output.drained();
    }
    async finish() {
        this.#output.check();
        // No frame at all would not be zstd.
        if (this.#filled > 0 || this.#isEmpty)
            this.#dispatch();
        await this.#output.flushed();
        this.#close();
    }
    async abandon() {
        await this.#output.abandon();
        this.#close();
    }
    #dispatch() {
        const block = this.#block.subarray(0, this.#filled);
        const buffer = this.#block;
        this.#onBlock?.(block);
        const passOn = this.#output.begin(block.length, true);
        const done = (error, output) => {
            this.#spare.push(buffer);
            passOn(error, output);
        };
        this.#isEmpty = false;
        this.#start({ block, done });
        this.#block = this.#spare.pop() ?? Buffer.allocUnsafe(GROUP_SIZE);
        this.#filled = 0;
    }
    #start(job) {
        const encoder = this.#idle.pop() ?? this.#another();
        if (encoder === undefined) {
            this.#waiting.push(job);
            return;
        }
        encoder.encode(job.block, (error, output) => {
            this.#idle.push(encoder);
            const next = this.#waiting.shift();
            if (next !== undefined)
                this.#start(next);
            job.done(error, output);
        });
    }
    #another() {
        if (this.#encoders.size === this.#maxEncoders)
            return undefined;
        const encoder = new FrameEncoder(this.#level);
        this.#encoders.add(encoder);
        return encoder;
    }
    #close() {
        for (const encoder of this.#encoders)
            encoder.close();
        this.#encoders.clear();
    }
}
/** Makes one frame after the other. To make its tables anew for each of them would take a third of the time. */
class FrameEncoder {
    #stream;
    #done;
    /** Why it makes no frames any more. */
    #broken;
    constructor(level) {
        if (nodeZstd === undefined)
            throw new EngineBug('this Node.js has no zstd');
        this.#stream = nodeZstd.createZstdCompress({
            chunkSize: GROUP_SIZE + FRAME_OVERHEAD,
            // A frame is read when it is whole.
            readableHighWaterMark: 2 * (GROUP_SIZE + FRAME_OVERHEAD),
            params: { [ZSTD_LEVEL]: level, [ZSTD_WINDOW_LOG]: GROUP_WINDOW_LOG },
        });
        this.#stream.on('error', (error) => {
            this.#broken = error;
            this.#end(error, Buffer.alloc(0));
        });
    }
    /** To be called when the frame before is done. */
    encode(block, done) {
        if (this.#broken !== undefined) {
            done(this.#broken, Buffer.alloc(0));
            return;
        }
        this.#done = done;
        if (block.length > 0)
            this.#stream.write(block);
        this.#stream.flush(ZSTD_END, () => {
            const parts = [];
            for (let part = this.#read(); part !== null; part = this.#read())
                parts.push(part);
            this.#end(null, parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts));
        });
    }
    close() {
        this.#stream.destroy();
    }
    #read() {
        return this.#stream.read();
    }
    #end(error, output) {
        const done = this.#done;
        this.#done = undefined;
        done?.(error, output);
    }
}

;// CONCATENATED MODULE: ./lib/layer/compression/group-compressor.js



/**
 * How a layer is compressed that is made.
 *
 * @param cacheOnly no image is known that will have it. Every program reads the gzip of images. A cache is read by us alone, and zstd takes
 *   half of the time to make, and less to read, for fewer bytes.
 */
function formatFor(cacheOnly) {
    return cacheOnly && node_zstd_nodeZstd !== undefined ? 'zstd' : 'gzip';
}
/** @throws EngineBug for a format that this Node.js does not have */
function group_compressor_groupCompressor(format, sink, options) {
    return format === 'zstd' ? new ParallelZstd(sink, options) : new ParallelGzip(sink, options);
}

;// CONCATENATED MODULE: ./lib/worker/client/wire-request.js



function toWireLayer({ diffId, blob, indexDigest }) {
    return { diffId, blob: { digest: blob.digest, size: blob.size, mediaType: blob.mediaType }, indexDigest };
}
/** The layers that the worker may ask for when it serves the request. */
function layersOf({ layers, mounts }) {
    const ofMount = (mount) => {
        if (mount.type === 'bind')
            return mount.layers;
        return mount.type === 'cache' ? [...(mount.from?.layers ?? []), ...(mount.restored ?? [])] : [];
    };
    return [...layers, ...mounts.flatMap(ofMount)];
}
/**
 * A request to run a step, as it is sent: bytes (standard input, secrets) go beside the message, by position.
 *
 * @param ingest `undefined`: what the process writes is thrown away
 */
function toWireRun(id, request, ingest) {
    const attachments = [];
    const attach = (data) => attachments.push(data) - 1;
    const { argv, env, cwd, user, stdin } = request.process;
    const message = {
        type: 'run',
        id,
        layers: request.layers.map(toWireLayer),
        process: { argv, env, cwd, user, stdin: stdin === undefined ? undefined : attach(stdin) },
        settings: request.settings,
        privileged: request.privileged,
        mounts: request.mounts.map((mount) => toWireMount(mount, attach)),
        ingest: ingest && wireIngest(ingest, request.cacheOnly === true),
    };
    return { message, attachments };
}
/** A request to export a cache mount, as it is sent: the indexes go beside the message. */
function toWireExport(id, key, previous, secrets, ingest) {
    const message = {
        type: 'export-mount',
        id,
        key,
        previous: previous.map((_, position) => position),
        secrets: secrets.map((_, position) => previous.length + position),
        // No image has a cache mount.
        ingest: wireIngest(ingest, true),
    };
    return { message, attachments: [...previous.map(encodeIndex), ...secrets] };
}
function wireIngest({ blobFile, indexFile }, cacheOnly) {
    return { blobFile, indexFile, format: formatFor(cacheOnly) };
}
function toWireMount(mount, attach) {
    switch (mount.type) {
        case 'bind':
            return { ...mount, layers: mount.layers.map(toWireLayer) };
        case 'cache': {
            const { from, source, variant, restored = [] } = mount;
            const seed = from === undefined ? undefined : { ...from, layers: from.layers.map(toWireLayer) };
            return { ...mount, source, variant, from: seed, restored: restored.map(toWireLayer) };
        }
        case 'tmpfs':
            return { ...mount, size: mount.size };
        case 'secret':
        case 'script':
            return { ...mount, content: attach(mount.content) };
        case 'ssh':
            return mount;
        default:
            return unreachable(mount);
    }
}

;// CONCATENATED MODULE: ./lib/worker/client/container-runner.js


/** Runs containers in the worker, and works on their files. */
class ContainerRunner {
    #worker;
    constructor(worker) {
        this.#worker = worker;
    }
    start({ layers, ...rest }, calls) {
        const wire = { ...rest, layers: layers.map(toWireLayer) };
        return this.#live((id) => ({ message: { type: 'container-run', id, ...wire } }), calls, layers);
    }
    /** Runs another process in a container that this worker runs. */
    exec(container, process, calls) {
        return this.#live((id) => ({ message: { type: 'container-exec', id, container, process } }), calls, []);
    }
    #live(request, { signal, output, ...news }, layers) {
        // What is told about the process before the worker has got the request waits for that.
        let known = () => undefined;
        const id = new Promise((resolve) => (known = resolve));
        const outgoing = (given) => {
            const sent = request(given);
            // The request itself is sent first.
            setImmediate(() => known(given));
            return sent;
        };
        const exited = this.#worker.ask(outgoing, signal, layers, output, news).then((reply) => {
            if (reply.type !== 'exited')
                throw unexpected(reply);
            return reply.exitCode;
        });
        return {
            exited,
            input: async (data) => this.#worker.tellInput(await id, data),
            resize: (size) => void id.then((number) => this.#worker.tell({ type: 'container-resize', id: number, size })),
            send: (name) => void id.then((number) => this.#worker.tell({ type: 'container-signal', id: number, signal: name })),
        };
    }
    /**
     * Makes a layer of what a container wrote.
     *
     * @param pause whether its processes are stopped meanwhile
     */
    capture(of, ingest, pause, signal) {
        return this.#made({ type: 'container-capture', ...wireFiles(of), ...toIngest(ingest), pause }, of, ingest, signal);
    }
    /**
     * Makes a layer of what is at a path.
     *
     * @param read.name what it is called in the layer; without it, what is in the folder at the path is read
     * @throws UserError when there is nothing
     */
    read(of, read, ingest, signal) {
        const { path, followLink, name } = read;
        const request = { type: 'container-read', ...wireFiles(of), ...toIngest(ingest), path, followLink, name };
        return this.#made(request, of, ingest, signal);
    }
    /** Copies a layer over what is in a folder. @throws UserError when there is no such folder, or the layer does not fit it */
    async write(of, path, content, signal) {
        const { diffId, blob, blobFile } = content;
        const request = { type: 'container-write', ...wireFiles(of), path, content: { diffId, blob }, blobFile };
        await this.#ask(request, of, signal);
    }
    async kindAt(of, path, signal) {
        const reply = await this.#ask({ type: 'container-stat', ...wireFiles(of), path }, of, signal);
        if (reply.type !== 'found')
            throw unexpected(reply);
        return reply.kind;
    }
    /** @returns the bytes that a container wrote */
    async measure(of, signal) {
        const reply = await this.#ask({ type: 'container-measure', ...wireFiles(of) }, of, signal);
        if (reply.type !== 'finished' || reply.bytes === undefined)
            throw unexpected(reply);
        return reply.bytes;
    }
    /** Removes what a container wrote. It must not be running. @returns bytes, 0 if they could not be counted */
    async remove(container, signal) {
        const reply = await this.#worker.ask((id) => ({ message: { type: 'container-remove', id, container } }), signal);
        if (reply.type !== 'finished')
            throw unexpected(reply);
        return reply.bytes ?? 0;
    }
    async #made(request, of, ingest, signal) {
        const reply = await this.#ask(request, of, signal);
        if (reply.type !== 'captured')
            throw unexpected(reply);
        return { ...reply.made, blobFile: ingest.blobFile, indexFile: ingest.indexFile };
    }
    #ask(request, { layers }, signal) {
        return this.#worker.ask((id) => ({ message: { ...request, id } }), signal, layers);
    }
}
function wireFiles({ container, layers }) {
    return { container, layers: layers.map(toWireLayer) };
}
function toIngest({ blobFile, indexFile }) {
    return { ingest: { blobFile, indexFile } };
}
function unexpected({ type }) {
    return new errors_EngineBug(`worker protocol: ${type} in answer to a request about a container`);
}

;// CONCATENATED MODULE: ./lib/worker/client/worker-runner.js





/** Runs steps in the privileged worker, which is started with the first of them. */
class WorkerRunner {
    #layers;
    #worker;
    /** Layers that were made here and have snapshots therefore. */
    #made = new Set();
    #emulation;
    /** Containers in the same worker. */
    containers;
    /** @param emulation finds emulators for the steps of other platforms; if absent, such steps run as if they needed none */
    constructor(settings, layers, emulation) {
        this.#layers = layers;
        this.#emulation = emulation;
        this.#worker = new WorkerConnection(settings, layers);
        this.containers = new ContainerRunner(this.#worker);
    }
    /** @throws InfraError, UserError; the signal's reason */
    async run(request, output, signal) {
        signal.throwIfAborted();
        const started = performance.now();
        await this.#emulate(request.platform, signal);
        const emulating = performance.now() - started;
        const ingest = await this.#layers.newIngest();
        try {
            const reply = await this.#worker.ask((id) => toWireRun(id, request, ingest), signal, layersOf(request), output);
            if (reply.type !== 'done' && reply.type !== 'failed')
                throw new errors_EngineBug(`worker protocol: ${reply.type} in answer to a run`);
            const delays = { ...reply.delays, restoringMs: reply.delays.restoringMs + emulating };
            const { usage } = reply;
            if (reply.type === 'done') {
                this.#made.add(reply.made.diffId);
                const made = { ...reply.made, blobFile: ingest.blobFile, indexFile: ingest.indexFile };
                return { kind: 'done', made, delays, usage };
            }
            await ingest.discard();
            return { kind: 'failed', exitCode: reply.exitCode, delays, usage };
        }
        catch (error) {
            await ingest.discard();
            throw error;
        }
    }
    async #emulate(platform, signal) {
        const emulation = this.#emulation;
        if (emulation?.concerns(platform) !== true)
            return;
        await this.#worker.emulate((rights) => emulation.bring(rights, signal), signal);
        emulation.noteRun(platform);
    }
    /**
     * Runs a process as `run` does, and throws away what it writes.
     *
     * @returns its exit code; for a signal it is 128 and the signal's number
     * @throws InfraError, UserError; the signal's reason
     */
    async runAndDiscard(request, output, signal) {
        signal.throwIfAborted();
        await this.#emulate(request.platform, signal);
        const send = (id) => toWireRun(id, request, undefined);
        const reply = await this.#worker.ask(send, signal, layersOf(request), output);
        if (reply.type === 'failed')
            return reply.exitCode;
        if (reply.type === 'finished')
            return 0;
        throw new errors_EngineBug(`worker protocol: ${reply.type} in answer to a run`);
    }
    async prepare(layers, signal) {
        if (layers.length === 0)
            return;
        const wire = layers.map(toWireLayer);
        await this.#worker.ask((id) => ({ message: { type: 'prepare', id, layers: wire } }), signal, layers);
    }
    /**
     * Turns the snapshot of the layer that a step just made into the snapshot of an earlier layer with the same tree, which
     * the build keeps instead. The snapshot gets the earlier layer's times, as if that layer had been unpacked. Does nothing
     * for a layer that no step made here.
     *
     * @param index of the layer that is kept
     */
    async keepSnapshot(made, kept, index, signal) {
        if (!this.#made.delete(made.diffId) || made.diffId === kept.diffId)
            return;
        const attachments = [encodeIndex(index)];
        await this.#worker.ask((id) => ({ message: { type: 'keep-snapshot', id, made: made.diffId, kept: kept.diffId }, attachments }), signal);
    }
    /**
     * Captures the content of a cache mount, for other machines: of the folder for `key` (`mountKey`) that was used last.
     *
     * @param previous the indexes of the layers that it was saved as before, lowest first; empty if it never was
     * @param secrets texts that must not be saved: a mount that contains one of them is not saved
     * @throws InfraError when no worker can be started; the signal's reason
     */
    async exportMount(key, previous, signal, secrets = []) {
        const ingest = await this.#layers.newIngest();
        try {
            const reply = await this.#worker.ask((id) => toWireExport(id, key, previous, secrets, ingest), signal);
            if (reply.type !== 'exported')
                throw new errors_EngineBug(`worker protocol: ${reply.type} in answer to an export`);
            const { kind, made, path } = reply;
            if (kind === 'full' || kind === 'delta') {
                if (made === undefined)
                    throw new errors_EngineBug('worker protocol: an export without its layer');
                return { kind, made: { ...made, blobFile: ingest.blobFile, indexFile: ingest.indexFile } };
            }
            await ingest.discard();
            return kind === 'secret' ? { kind, path: path ?? '' } : { kind };
        }
        catch (error) {
            await ingest.discard();
            throw error;
        }
    }
    /**
     * Removes all snapshots, and the cache mounts that no step uses. If the worker is root, an ordinary user could not. No
     * other build may be running on the same root folder.
     */
    async removeKept(signal) {
        await this.#worker.ask((id) => ({ message: { type: 'remove-kept', id } }), signal);
    }
    /** Ends the worker. It kills what runs, and no mount or process is left. */
    async close() {
        await this.#worker.close();
    }
}

;// CONCATENATED MODULE: ./lib/worker/protocol/binfmt-name.js
const PREFIX = 'layer-build-';
const binfmt_name_NAME = /^layer-build-(\d{1,20})-([0-9a-f]{16})-[a-z0-9_]{1,20}$/;
function binfmtName({ network, owner }, qemu) {
    return `${PREFIX}${network}-${owner}-${qemu}`;
}
/** @returns `undefined` for what others have registered */
function ownerOf(name) {
    const [, network, owner] = binfmt_name_NAME.exec(name) ?? [];
    return network === undefined || owner === undefined ? undefined : { network, owner };
}

;// CONCATENATED MODULE: ./lib/worker/client/emulation/binfmt-entries.js


/** Bytes. The kernel looks at the first 256 of a file. */
const MOST_MAGIC = 256;
/** @returns `undefined` for an entry that is turned off, that goes by the names of files, or that is not understood */
function parseEntry(name, text) {
    const [state, ...lines] = text.split('\n');
    if (state !== 'enabled')
        return undefined;
    const fields = new Map(lines.map((line) => {
        const [key = '', ...rest] = line.split(' ');
        return [key.replace(/:$/, ''), rest.join(' ')];
    }));
    const interpreter = fields.get('interpreter') ?? '';
    const magic = bytesOf(fields.get('magic'));
    const offset = Number(fields.get('offset'));
    if (magic === undefined || interpreter === '' || !Number.isSafeInteger(offset) || offset < 0)
        return undefined;
    const given = fields.get('mask');
    const mask = given === undefined ? Buffer.alloc(magic.length, 0xff) : bytesOf(given);
    if (mask?.length !== magic.length)
        return undefined;
    return { name, interpreter, open: (fields.get('flags') ?? '').includes('F'), offset, magic, mask };
}
function bytesOf(hex) {
    return hex !== undefined && /^(?:[0-9a-f]{2})+$/.test(hex) && hex.length <= 2 * MOST_MAGIC
        ? Buffer.from(hex, 'hex')
        : undefined;
}
/** Whether the kernel gives a program that begins with `head` to the entry's interpreter. */
function matches({ offset, magic, mask }, head) {
    return (offset + magic.length <= head.length &&
        magic.every((byte, at) => ((byte ^ (head[offset + at] ?? 0)) & (mask[at] ?? 0)) === 0));
}
/** Where administrators and systemd mount it. */
const FOLDER = '/proc/sys/fs/binfmt_misc';
/**
 * All that are registered, as far as it can be seen: in most containers nothing can.
 *
 * @returns `undefined` if it is not mounted here. To look into the folder would make systemd mount it.
 */
function readEntries(folder = FOLDER, mounts = '/proc/self/mounts') {
    try {
        const isMounted = (0,external_node_fs_namespaceObject.readFileSync)(mounts, 'latin1')
            .split('\n')
            .some((line) => {
            const [, target, type] = line.split(' ');
            return target === folder && type === 'binfmt_misc';
        });
        if (!isMounted)
            return undefined;
        return (0,external_node_fs_namespaceObject.readdirSync)(folder).flatMap((name) => name === 'register' || name === 'status' ? [] : (readEntry(folder, name) ?? []));
    }
    catch {
        return undefined;
    }
}
/** `undefined` also for an entry that is removed meanwhile. */
function readEntry(folder, name) {
    try {
        return parseEntry(name, (0,external_node_fs_namespaceObject.readFileSync)(`${folder}/${name}`, 'latin1'));
    }
    catch {
        return undefined;
    }
}
/** Whether builds of ours have registered emulators here: builds that run, or that were killed. */
function hasLeftEmulators() {
    return readEntries()?.some(({ name }) => ownerOf(name) !== undefined) ?? false;
}

;// CONCATENATED MODULE: ./lib/app/host/at-exit.js
const releases = new Set();
function releaseAll() {
    for (const release of releases)
        release();
}
/**
 * Runs `release` when this process ends, also if something hangs and a signal ends it. A process may have many leases, and the event
 * "exit" only has one listener for all of them.
 *
 * @returns takes it back
 */
function atExit(release) {
    if (releases.size === 0)
        process.once('exit', releaseAll);
    releases.add(release);
    return () => {
        releases.delete(release);
        if (releases.size === 0)
            process.off('exit', releaseAll);
    };
}

;// CONCATENATED MODULE: ./lib/store/image-contents.js





/**
 * The image for `platform` behind a manifest or index.
 *
 * @throws UserError when there is no image for the platform; InfraError when a document is missing or damaged
 */
async function readImage(content, target, platform) {
    let descriptor = target;
    for (let depth = 0; depth < manifest_MAX_INDEX_DEPTH; depth++) {
        const document = manifest_parseManifest(await content.read(descriptor), descriptor.mediaType);
        if (document.kind === 'manifest') {
            const { manifest } = document;
            const config = image_config_parseImageConfig(await content.read(manifest.config, image_config_MAX_CONFIG_SIZE));
            return { descriptor, manifest, config };
        }
        const selected = selectPlatform(document.index, platform);
        if (selected === undefined)
            throw new errors_UserError(`the image has nothing for platform ${formatPlatform(platform)}`);
        descriptor = selected;
    }
    throw new errors_InfraError(`the index ${target.digest} is nested too deeply`);
}
/**
 * Platforms of an index that are not in the store are left out: a pull fetches only one platform.
 *
 * @param only of an index, the images that count, with what attests them; absent: all
 * @throws InfraError when the target itself is missing or damaged
 */
async function imageContents(content, target, only) {
    const blobs = new Map();
    const manifests = [];
    const add = async (descriptor, depth) => {
        if (blobs.has(descriptor.digest))
            return;
        if (depth > MAX_INDEX_DEPTH)
            throw new InfraError(`the index ${target.digest} is nested too deeply`);
        const document = parseManifest(await content.read(descriptor), descriptor.mediaType);
        blobs.set(descriptor.digest, descriptor);
        if (document.kind === 'index') {
            for (const child of document.index.manifests) {
                if (isWanted(child, only) && (await content.has(child.digest)))
                    await add(child, depth + 1);
            }
            return;
        }
        if (namesImage(descriptor))
            manifests.push(document.manifest);
        for (const blob of [document.manifest.config, ...document.manifest.layers])
            blobs.set(blob.digest, blob);
    };
    await add(target, 0);
    return { blobs: [...blobs.values()], manifests };
}
function isWanted(child, only) {
    return only === undefined || isIndexType(child.mediaType) || only.has(attestedImage(child) ?? child.digest);
}
/** Diff ids of the layers, lowest first. @throws InfraError when the config is missing or damaged */
async function diffIdsOf(content, manifest) {
    return parseImageConfig(await content.read(manifest.config, MAX_CONFIG_SIZE)).rootfs.diff_ids;
}

;// CONCATENATED MODULE: ./lib/app/host/base-resolver.js



/** Finds base images: first in the local store, as docker does, then in registries. */
class BaseResolver {
    #images;
    #content;
    #registry;
    #layers;
    #documents = new Map();
    constructor(images, content, registry, layers) {
        this.#images = images;
        this.#content = content;
        this.#registry = registry;
        this.#layers = layers;
    }
    /**
     * Indexes, manifests and configs of the bases from registries. If they are kept, a later build only needs a tag's digest.
     */
    get documents() {
        return [...this.#documents.values()];
    }
    async resolve(asked, platform, signal) {
        const reference = withDefaultTag(asked);
        return (await this.#local(reference, platform)) ?? (await this.#remote(reference, platform, signal));
    }
    /** The same without the local store. */
    get inRegistries() {
        return { resolve: (asked, platform, signal) => this.#remote(withDefaultTag(asked), platform, signal) };
    }
    async #remote(reference, platform, signal) {
        const image = await this.#registry.resolve(reference, platform, signal);
        for (const { layer, source } of image.layers)
            this.#layers.addSource(layer, source);
        for (const document of image.documents)
            this.#documents.set(document.digest, document);
        return {
            name: formatReference(image.reference),
            digest: image.digest,
            ...(image.indexDigest !== undefined && { indexDigest: image.indexDigest }),
            config: image.config,
            layers: image.layers.map(({ layer }) => layer),
        };
    }
    async #local(reference, platform) {
        const stored = await this.#images.find(reference);
        if (stored === undefined)
            return undefined;
        const { descriptor, manifest, config } = await readImage(this.#content, stored.target, platform);
        const name = formatReference(reference);
        return { name, digest: descriptor.digest, config, layers: imageLayers(name, manifest, config) };
    }
}

;// CONCATENATED MODULE: ./lib/app/host/emulator-file.js



/** How QEMU's `--version` begins, in the bytes of the program. */
const VERSION = /qemu-[a-z0-9_]+ version (\d[\w.+~-]{0,40})/;
/** Bytes of the chunk before that are looked at again: longer than what VERSION matches. */
const OVERLAP = 128;
/** Reads an emulator to its end. */
async function readEmulator(file, signal) {
    const hash = (0,external_node_crypto_namespaceObject.createHash)('sha256');
    let version;
    let before = '';
    for await (const chunk of fileChunks(file, { signal })) {
        hash.update(chunk);
        if (version !== undefined)
            continue;
        const text = before + chunk.toString('latin1');
        version = VERSION.exec(text)?.[1];
        before = text.slice(-OVERLAP);
    }
    return { digest: digest_digestOfHex(hash.digest('hex')), version };
}

;// CONCATENATED MODULE: external "node:stream"
const external_node_stream_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");
;// CONCATENATED MODULE: external "node:stream/promises"
const external_node_stream_promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream/promises");
;// CONCATENATED MODULE: ./lib/layer/hard-links.js

/** Finds the file that a hard link of a layer names, also through other hard links. */
class HardLinks {
    #targets = new Map();
    constructor(entries) {
        for (const entry of entries)
            if (entry.type === 'hardlink')
                this.#targets.set(entry.path, entry.target);
    }
    get size() {
        return this.#targets.size;
    }
    /** The paths of the links. */
    paths() {
        return this.#targets.keys();
    }
    /**
     * The path of the file that `path` names: `path` itself if it is not a link. The file may be in a layer below.
     *
     * @throws InfraError when the links form a circle
     */
    carrier(path) {
        const passed = [];
        let end = path;
        for (let target = this.#targets.get(end); target !== undefined; target = this.#targets.get(end)) {
            if (passed.length > this.#targets.size)
                throw new errors_InfraError('the hard links of a layer lead in a circle');
            passed.push(end);
            end = target;
        }
        // Stored, so that a long chain is not followed again for each of its links.
        for (const name of passed)
            this.#targets.set(name, end);
        return end;
    }
}

;// CONCATENATED MODULE: ./lib/layer/layer-tree.js





/** A directory that must exist because something is in it, but that has no entry in the layer. */
const IMPLIED = Symbol('implied directory');
const NO_CHILDREN = { names: [], removed: [] };
/** A layer's index, for looking up paths. */
class LayerTree {
    static #known = new WeakMap();
    #entries;
    #paths;
    /** By the number of a path: 1 if there is an entry below it. The table may also have paths that are not in the layer. */
    #hasBelow;
    #links;
    #carriers;
    /**
     * The tree of `index`. It is made only once, as stacks share their lower layers.
     *
     * @throws InfraError when something is below a file
     */
    static of(index) {
        let tree = LayerTree.#known.get(index);
        if (tree === undefined) {
            tree = new LayerTree(PackedEntries.of(index.entries));
            LayerTree.#known.set(index, tree);
        }
        return tree;
    }
    constructor(entries) {
        this.#entries = entries;
        this.#paths = entries.paths;
        this.#links = new HardLinks(entries.ofType('hardlink'));
        this.#hasBelow = new Uint8Array(this.#paths.size);
        for (let path = 1; path < this.#paths.size; path++)
            if (entries.typeOf(path) !== undefined)
                this.#markAbove(path);
    }
    #markAbove(path) {
        for (let at = path; at !== ROOT;) {
            at = this.#paths.parentOf(at);
            if (this.#hasBelow[at] === 1)
                return;
            const type = this.#entries.typeOf(at);
            if (type !== undefined && type !== 'directory' && type !== 'whiteout')
                refuse(this.#paths.pathOf(path));
            this.#hasBelow[at] = 1;
        }
    }
    get(path) {
        const number = this.#paths.find(path);
        if (number === undefined)
            return undefined;
        const type = this.#entries.typeOf(number);
        if (type === undefined || type === 'whiteout')
            return this.#hasBelow[number] === 1 ? IMPLIED : undefined;
        const entry = this.#entries.getAt(number, path);
        return entry?.type === 'whiteout' ? undefined : entry;
    }
    isWhiteout(path) {
        return this.#entries.typeAt(path) === 'whiteout';
    }
    /** Whether something above `path` hides what the layers below have there. */
    hidesBelow(path) {
        // Of what is above an entry, all has a number, so that nothing can follow the last.
        for (const above of this.#paths.above(path)) {
            const type = this.#entries.typeOf(above);
            if (type === undefined)
                continue;
            if (type !== 'directory' || this.#entries.isOpaque(above))
                return true;
        }
        return false;
    }
    children(path) {
        const number = this.#paths.find(path);
        if (number === undefined)
            return NO_CHILDREN;
        const children = { names: [], removed: [] };
        for (const child of this.#entries.below(number)) {
            const type = this.#entries.typeOf(child);
            const isShown = this.#hasBelow[child] === 1 || (type !== undefined && type !== 'whiteout');
            if (isShown)
                children.names.push(this.#paths.nameOf(child));
            if (type === 'whiteout')
                children.removed.push(this.#paths.nameOf(child));
        }
        return children;
    }
    /** See `HardLinks.carrier`. */
    carrier(path) {
        return this.#links.carrier(path);
    }
    /** Whether a hard link of this layer leads to `path`. */
    isLinked(path) {
        if (this.#links.size === 0)
            return false;
        this.#carriers ??= new Set([...this.#links.paths()].map((link) => this.#links.carrier(link)));
        return this.#carriers.has(path);
    }
}
function refuse(path) {
    throw new errors_InfraError(`a layer index is damaged: ${JSON.stringify(byte_name_displayName(path))} is both a directory and none`);
}

;// CONCATENATED MODULE: ./lib/layer/layer-stack.js





const layer_stack_NONE = [];
/** The flattened view of layers, made of their indexes alone. Paths are as in `LayerEntry.path`. Symbolic links are not followed. */
class LayerStack {
    #indexes;
    /** All layers, topmost first. */
    #all;
    /** The directory that was asked for last, and `Found.through` of it: mostly, the next path is also in it. */
    #directory = '';
    #through;
    /** @param indexes lowest first; they are not looked at before the first question */
    static of(indexes) {
        return new LayerStack(indexes);
    }
    constructor(indexes) {
        this.#indexes = [...indexes];
        this.#all = indexes.map((_, number) => indexes.length - 1 - number);
        this.#through = this.#all;
    }
    /**
     * The entry that is visible at `path`. A hard link is the file that it names, with its own path. A directory that must exist but is in
     * no layer has mode 0755 and is owned by root. The root always exists.
     *
     * @throws InfraError when a hard link leads nowhere
     */
    lstat(path) {
        const found = this.#at(path);
        return found === undefined ? undefined : this.#shown(found);
    }
    /** Where the bytes of the regular file at `path` are; `undefined` if there is no regular file. */
    contentOf(path) {
        const found = this.#at(path);
        if (found === undefined)
            return undefined;
        const { layer, entry } = this.#carrier(found);
        return entry.type === 'file' ? { layer, path: entry.path } : undefined;
    }
    /** Whether the file whose content is at `location` has more than one name, in its layer or in those above. */
    isHardLinked(location) {
        for (let layer = location.layer; layer < this.#indexes.length; layer++) {
            if (this.#tree(layer).isLinked(location.path))
                return true;
        }
        return false;
    }
    /** See `LayerIndex.repeats`. */
    repeats(layer) {
        return this.#indexes[layer]?.repeats;
    }
    /** Names in the directory at `path`, sorted by code unit; empty if it is not a directory. */
    readdir(path) {
        return this.#names(path, this.#at(path)?.through ?? layer_stack_NONE);
    }
    /** Everything below `path`, without itself; parents before children, and siblings sorted by code unit. */
    *entries(path = '') {
        const pending = [];
        const push = (directory, through) => {
            const names = this.#names(directory, through);
            for (let number = names.length - 1; number >= 0; number--) {
                const name = names[number] ?? '';
                const child = directory === '' ? name : `${directory}/${name}`;
                const found = this.#find(child, through, false);
                if (found !== undefined)
                    pending.push(found);
            }
        };
        push(path, this.#find(path, this.#all, true)?.through ?? layer_stack_NONE);
        for (let found = pending.pop(); found !== undefined; found = pending.pop()) {
            yield this.#shown(found);
            if (found.entry.type === 'directory')
                push(found.entry.path, found.through);
        }
    }
    #tree(layer) {
        const index = this.#indexes[layer];
        if (index === undefined)
            throw new RangeError(`no layer ${layer}`);
        return LayerTree.of(index);
    }
    /** What is visible at a path. Only the layers that are visible in its directory are looked at. */
    #at(path) {
        if (path === '')
            return this.#find(path, this.#all, true);
        const directory = parentPath(path);
        if (directory !== this.#directory) {
            this.#through = directory === '' ? this.#all : (this.#find(directory, this.#all, true)?.through ?? layer_stack_NONE);
            this.#directory = directory;
        }
        return this.#find(path, this.#through, false);
    }
    /**
     * @param layers the layers to look at, topmost first
     * @param fromRoot whether a layer may hide lower ones by what it has above `path`; not for layers that are visible in the
     *   parent directory
     */
    #find(path, layers, fromRoot) {
        let directory;
        const through = [];
        for (const layer of layers) {
            const tree = this.#tree(layer);
            const node = tree.get(path);
            if (node === IMPLIED)
                through.push(layer);
            else if (node?.type === 'directory') {
                through.push(layer);
                directory ??= { layer, entry: node };
                if (node.opaque === true)
                    break;
            }
            else if (node !== undefined) {
                if (through.length === 0)
                    return { layer, entry: node, through: layer_stack_NONE };
                break;
            }
            if (tree.isWhiteout(path) || (fromRoot && tree.hidesBelow(path)))
                break;
        }
        if (directory !== undefined)
            return { ...directory, through };
        if (through.length === 0 && path !== '')
            return undefined;
        return { layer: -1, entry: impliedDirectory(path), through };
    }
    #names(path, through) {
        const names = new Set();
        const removed = new Set();
        for (const layer of through) {
            const children = this.#tree(layer).children(path);
            for (const name of children.names)
                if (!removed.has(name))
                    names.add(name);
            for (const name of children.removed)
                removed.add(name);
        }
        return [...names].sort();
    }
    #shown(found) {
        const { entry } = found;
        if (entry.type === 'hardlink')
            return { ...this.#carrier(found).entry, path: entry.path };
        if (entry.type !== 'directory' || entry.opaque === undefined)
            return entry;
        // In the flattened tree, an opaque directory is a directory like any other.
        const { opaque: _opaque, ...plain } = entry;
        return plain;
    }
    /** The entry that a hard link names, in its layer or below. */
    #carrier(found) {
        const { layer, entry } = found;
        if (entry.type !== 'hardlink')
            return { layer, entry };
        const target = this.#tree(layer).carrier(entry.path);
        const node = this.#tree(layer).get(target);
        if (node !== undefined && node !== IMPLIED && node.type !== 'hardlink') {
            if (node.type !== 'directory')
                return { layer, entry: node };
        }
        else if (node === undefined) {
            const lower = this.#find(target, this.#all.slice(this.#all.length - layer), true);
            if (lower !== undefined && lower.entry.type !== 'directory')
                return this.#carrier(lower);
        }
        throw new errors_InfraError(`the hard link ${JSON.stringify(byte_name_displayName(entry.path))} names ${JSON.stringify(byte_name_displayName(target))}, which is no file`);
    }
}

;// CONCATENATED MODULE: ./lib/layer/file-digest.js


/** sha256 of a file's content, chunk by chunk. A file that comes as one chunk is hashed by one call, without a hash object. */
class FileDigest {
    /** Bytes seen. */
    seen = 0;
    #size;
    #hash;
    #hex;
    /** @param size bytes that are expected */
    constructor(size) {
        this.#size = size;
    }
    update(chunk) {
        // An empty chunk behind the only one must not start a hash object.
        if (chunk.length === 0)
            return;
        if (this.seen === 0 && chunk.length === this.#size)
            this.#hex = (0,external_node_crypto_namespaceObject.hash)('sha256', chunk, 'hex');
        else
            (this.#hash ??= (0,external_node_crypto_namespaceObject.createHash)('sha256')).update(chunk);
        this.seen += chunk.length;
    }
    digest() {
        return digest_digestOfHex(this.#hash?.digest('hex') ?? this.#hex ?? EMPTY);
    }
}
/** The entry of a file that was read. No spread: with it, V8 gives each of many thousand entries its own hidden class. */
function digestedFile(file, digest) {
    const { path, mode, uid, gid, mtime, xattrs, size } = file;
    if (xattrs === undefined)
        return { type: 'file', path, mode, uid, gid, mtime, size, digest };
    return { type: 'file', path, mode, uid, gid, mtime, xattrs, size, digest };
}
const EMPTY = (0,external_node_crypto_namespaceObject.hash)('sha256', '', 'hex');

;// CONCATENATED MODULE: ./lib/async/once.js
/** A function that does the work at its first call. Later calls get the same result. */
function once_once(work) {
    let result;
    return () => (result ??= work());
}

;// CONCATENATED MODULE: ./lib/async/read-bytes.js
/** All bytes of a stream. They are copied, since a stream may reuse the memory of its chunks. */
async function readBytes(stream) {
    return (await readBytesUpTo(stream, Infinity)) ?? Buffer.alloc(0);
}
/** The same, or `undefined` when there are more than `limit`, and then the stream is closed. */
async function readBytesUpTo(stream, limit) {
    const chunks = [];
    let size = 0;
    for await (const chunk of stream) {
        size += chunk.length;
        if (size > limit)
            return undefined;
        chunks.push(Buffer.from(chunk));
    }
    return Buffer.concat(chunks);
}
/**
 * The first bytes of a stream (at least `size` of them, if it has so many), and the whole stream again. Whoever does not read it to its
 * end calls its `return`.
 */
async function peekBytes(stream, size) {
    const iterator = stream[Symbol.asyncIterator]();
    let start = Buffer.alloc(0);
    while (start.length < size) {
        const next = await iterator.next();
        if (next.done === true)
            break;
        start = Buffer.concat([start, next.value]);
    }
    return { start, whole: joined(start, iterator) };
}
function joined(start, rest) {
    let first = start.length > 0 ? start : undefined;
    return {
        next: async () => {
            if (first === undefined) {
                const next = await rest.next();
                return next.done === true ? { done: true, value: undefined } : next;
            }
            const value = first;
            first = undefined;
            return { done: false, value };
        },
        return: async () => {
            first = undefined;
            await rest.return?.();
            return { done: true, value: undefined };
        },
        [Symbol.asyncIterator]() {
            return this;
        },
    };
}

;// CONCATENATED MODULE: ./lib/layer/compression/zstd-frames.js

const MAGIC = 0xfd2fb528;
const SKIPPABLE = 0x184d2a50;
const BLOCK_HEADER = 3;
const SKIPPABLE_HEADER = 8;
const CHECKSUM = 4;
const MAX_BLOCK = 128 * 1024;
/** Types of blocks. */
const REPEATED = 1;
const RESERVED = 3;
/** @returns `undefined` if `bytes` do not have all of it. @throws InfraError for something else */
function frameHeader(bytes) {
    if (bytes.length >= 4 && bytes.readUInt32LE(0) !== MAGIC)
        throw new errors_InfraError('no frame of zstd');
    if (bytes.length < 5)
        return undefined;
    const descriptor = bytes.readUInt8(4);
    const isSingle = (descriptor & 0x20) !== 0;
    const idSize = [0, 1, 2, 4][descriptor & 3] ?? 0;
    const sizeSize = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
    const length = 5 + (isSingle ? 0 : 1) + idSize + sizeSize;
    if (bytes.length < length)
        return undefined;
    const window = isSingle ? contentSize(bytes.subarray(length - sizeSize, length)) : windowOf(bytes.readUInt8(5));
    return { length, window, hasChecksum: (descriptor & 4) !== 0 };
}
/** RFC 8878, 3.1.1.1.4. */
function contentSize(field) {
    switch (field.length) {
        case 1:
            return field.readUInt8(0);
        case 2:
            return field.readUInt16LE(0) + 256;
        case 4:
            return field.readUInt32LE(0);
        default:
            return Number(field.readBigUInt64LE(0));
    }
}
/** RFC 8878, 3.1.1.1.2. */
function windowOf(descriptor) {
    const base = 2 ** (10 + (descriptor >> 3));
    return base + (base / 8) * (descriptor & 7);
}
/**
 * Finds where the frames of a zstd stream end, wherever its chunks are cut, from the sizes of their blocks. Node's decompressor stops after
 * the first frame, unless what it is given ends there.
 */
class ZstdFrames {
    /** What comes behind the content that is left. */
    #next = 'frame';
    /** What has come of it. */
    #header = [];
    /** Bytes of content until then. */
    #left = 0;
    #hasChecksum = false;
    /** Whether no frame is open. */
    get isAtEnd() {
        return this.#next === 'frame' && this.#left === 0 && this.#header.length === 0;
    }
    /**
     * A chunk in parts: a frame that ends in it ends a part.
     *
     * @throws InfraError for what is no frame
     */
    *split(chunk) {
        let from = 0;
        for (let at = 0; at < chunk.length;) {
            if (this.#left === 0)
                this.#takeHeader(chunk.readUInt8(at++));
            const count = Math.min(this.#left, chunk.length - at);
            this.#left -= count;
            at += count;
            if (!this.isAtEnd)
                continue;
            yield chunk.subarray(from, at);
            from = at;
        }
        if (from < chunk.length)
            yield chunk.subarray(from);
    }
    #takeHeader(byte) {
        this.#header.push(byte);
        const header = Buffer.from(this.#header);
        switch (this.#next) {
            case 'frame':
                if (!this.#beginFrame(header))
                    return;
                break;
            case 'block':
                if (header.length < BLOCK_HEADER)
                    return;
                this.#beginBlock(header.readUIntLE(0, BLOCK_HEADER));
                break;
            case 'checksum':
                if (header.length < CHECKSUM)
                    return;
                this.#next = 'frame';
        }
        this.#header = [];
    }
    /** @returns whether the header is whole */
    #beginFrame(header) {
        if (header.length < 4)
            return false;
        if ((header.readUInt32LE(0) & 0xfffffff0) >>> 0 === SKIPPABLE) {
            if (header.length < SKIPPABLE_HEADER)
                return false;
            this.#left = header.readUInt32LE(4);
            return true;
        }
        const frame = frameHeader(header);
        if (frame === undefined)
            return false;
        this.#hasChecksum = frame.hasChecksum;
        this.#next = 'block';
        return true;
    }
    /** RFC 8878, 3.1.1.2. */
    #beginBlock(header) {
        const isLast = (header & 1) === 1;
        const type = (header >> 1) & 3;
        const size = header >> 3;
        if (type === RESERVED || size > MAX_BLOCK)
            throw new errors_InfraError('no block of zstd');
        this.#left = type === REPEATED ? 1 : size;
        if (isLast)
            this.#next = this.#hasChecksum ? 'checksum' : 'frame';
    }
}

;// CONCATENATED MODULE: ./lib/layer/compression/decompress.js










const decompress_MAGIC = [
    ['gzip', Buffer.of(0x1f, 0x8b, 8)],
    ['zstd', Buffer.of(0x28, 0xb5, 0x2f, 0xfd)],
    ['bzip2', Buffer.from('BZh')],
    ['xz', Buffer.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0)],
];
const LONGEST_MAGIC = 6;
/** How a stream is compressed, by its first bytes (six are enough). */
function detectCompression(start) {
    const bytes = Buffer.from(start.buffer, start.byteOffset, start.byteLength);
    for (const [compression, magic] of decompress_MAGIC)
        if (bytes.subarray(0, magic.length).equals(magic))
            return compression;
    // A zstd stream may begin with a skippable frame (RFC 8878, 3.1.2).
    if (bytes.length >= 4 && (bytes.readUInt32LE(0) & 0xfffffff0) >>> 0 === 0x184d2a50)
        return 'zstd';
    return 'none';
}
/**
 * The uncompressed bytes of `source`. Its first bytes say how it is compressed. Errors of `source` are passed on unchanged.
 *
 * @throws InfraError when the stream is corrupt or cut off, or when there is no program for its compression
 */
async function* decompress_decompress(source, options) {
    const peeked = await peekBytes(source, LONGEST_MAGIC);
    try {
        yield* bytesBehind(peeked, options);
    }
    finally {
        // Whoever was to read it may have been stopped before its first read. Nobody waits for a source that hangs.
        peeked.whole.return().catch(() => undefined);
    }
}
async function* bytesBehind({ start, whole: bytes }, options) {
    const compression = detectCompression(start);
    switch (compression) {
        case 'none':
            for await (const chunk of bytes) {
                options.signal?.throwIfAborted();
                yield asBuffer(chunk);
            }
            break;
        case 'gzip':
            yield* through(bytes, external_node_zlib_namespaceObject.createGunzip({ chunkSize: decompress_CHUNK }), options);
            break;
        case 'zstd':
            if (node_zstd_nodeZstd === undefined)
                yield* throughProgram(bytes, compression, options);
            else
                yield* through(wholeFrames(bytes, options), node_zstd_nodeZstd.createZstdDecompress({ chunkSize: decompress_CHUNK }), options);
            break;
        default:
            yield* throughProgram(bytes, compression, options);
    }
}
/** Bytes of uncompressed output at a time. */
const decompress_CHUNK = 256 * 1024;
function asBuffer(bytes) {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
/** In parts of which none goes on after the end of a frame. */
async function* wholeFrames(bytes, { label }) {
    const frames = new ZstdFrames();
    for await (const chunk of bytes) {
        try {
            yield* frames.split(asBuffer(chunk));
        }
        catch (error) {
            throw new errors_InfraError(`${label} is corrupt or cut off`, { cause: error });
        }
    }
    if (!frames.isAtEnd)
        throw new errors_InfraError(`${label} is corrupt or cut off`);
}
/** Passes the bytes through a zlib stream. Both sides run at the same time; the output waits for its reader. */
async function* through(bytes, transform, options) {
    let fed = 0;
    async function* counted() {
        for await (const chunk of bytes) {
            fed += chunk.length;
            yield chunk;
        }
    }
    const feeding = (0,external_node_stream_promises_namespaceObject.pipeline)(external_node_stream_namespaceObject.Readable.from(counted(), { objectMode: true, highWaterMark: 2 }), transform, {
        end: true,
        ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    // The reader gets the error from the transform. Here it only must not count as unhandled.
    feeding.catch(() => undefined);
    try {
        for await (const chunk of transform)
            yield chunk;
        await feeding;
    }
    catch (error) {
        // The stream has ended, and its feeder has not.
        if (errors_errorCode(error) === 'ERR_STREAM_PREMATURE_CLOSE')
            fed = Infinity;
        else
            throw zlibError(error) ? new errors_InfraError(`${options.label} is corrupt or cut off`, { cause: error }) : error;
    }
    finally {
        transform.destroy();
    }
    if (transform.bytesWritten !== fed) {
        throw new errors_InfraError(`${options.label} goes on after the end of its compressed data`);
    }
}
function zlibError(error) {
    return /^(?:Z_|ZSTD_)/.test(errors_errorCode(error) ?? '');
}
const PROGRAMS = {
    zstd: 'zstd',
    bzip2: 'bzip2',
    xz: 'xz',
};
async function* throughProgram(bytes, compression, options) {
    const program = PROGRAMS[compression];
    const child = (0,external_node_child_process_namespaceObject.spawn)(program, ['-dc'], { stdio: ['pipe', 'pipe', 'pipe'] });
    try {
        await (0,external_node_events_namespaceObject.once)(child, 'spawn');
    }
    catch (error) {
        throw new errors_InfraError(`${options.label} is compressed with ${compression}, and there is no program ${program}`, {
            hint: `Install ${program}${compression === 'zstd' ? ', or use Node.js 22.15 or newer' : ''}.`,
            cause: error,
        });
    }
    try {
        yield* throughChild(bytes, child, options);
    }
    finally {
        child.kill('SIGKILL');
    }
}
/** Whether this machine can read zstd. */
const readsZstd = once_once(async () => node_zstd_nodeZstd !== undefined || (await programThere(PROGRAMS.zstd)));
function programThere(program) {
    const child = (0,external_node_child_process_namespaceObject.spawn)(program, ['--version'], { stdio: 'ignore' });
    return (0,external_node_events_namespaceObject.once)(child, 'close').then(() => true, () => false);
}
async function* throughChild(bytes, child, options) {
    const exited = new Promise((resolve) => child.on('close', resolve));
    let complaint = '';
    child.stderr.setEncoding('utf8').on('data', (text) => (complaint = (complaint + text).slice(0, 500)));
    const feeding = feed(bytes, child, options.signal);
    for await (const chunk of child.stdout)
        yield chunk;
    const failure = await feeding;
    if (failure !== undefined)
        throw failure.error;
    const exitCode = await exited;
    if (exitCode !== 0) {
        throw new errors_InfraError(`${options.label} is corrupt or cut off: ${child.spawnfile}: ${complaint.trim()}`);
    }
}
/** Resolves to an error of the source, which must not be taken for one of the program. */
async function feed(bytes, child, signal) {
    const source = external_node_stream_namespaceObject.Readable.from(bytes, { objectMode: true, highWaterMark: 2 });
    try {
        await (0,external_node_stream_promises_namespaceObject.pipeline)(source, child.stdin, signal === undefined ? {} : { signal });
        return undefined;
    }
    catch (error) {
        // The program stopped reading. Its exit code says why.
        if (errors_errorCode(error) === 'EPIPE')
            return undefined;
        child.kill('SIGKILL');
        return { error };
    }
}

;// CONCATENATED MODULE: ./lib/text/resolve-path.js


/** A path leads through more symbolic links than Linux follows, or in circles. */
class TooManyLinks extends errors_UserError {
    constructor(path) {
        super(`${byte_name_displayName(path)}: too many levels of symbolic links`);
    }
}
/** As the kernel's MAXSYMLINKS. */
const MAX_LINKS = 40;
/**
 * Resolves `path` inside of the tree as Linux does with RESOLVE_IN_ROOT (openat2(2)): absolute links start at the tree's
 * root, `..` at the root stays there. Behind a component that is missing, or that is not a directory, `..` takes back the
 * component before it.
 *
 * The one way in which paths are resolved, whatever the tree: layers, a tar in memory, or folders of this machine.
 *
 * @throws TooManyLinks after 40 symbolic links; whatever `lstat` throws
 */
async function resolvePath(tree, path, options) {
    const steps = resolution(path, options);
    let step = steps.next();
    while (step.done !== true)
        step = steps.next(await tree.lstat(step.value));
    return step.value;
}
/** `resolvePath` for a tree that answers at once. */
function resolvePathSync(tree, path, options) {
    const steps = resolution(path, options);
    let step = steps.next();
    while (step.done !== true)
        step = steps.next(tree.lstat(step.value));
    return step.value;
}
/** Yields the paths that it needs, and gets the entry at each of them. */
function* resolution(path, options) {
    const followLast = options.followLast || /\/\.{0,2}$/.test(path);
    const pending = componentsReversed(path);
    const resolved = [];
    let links = 0;
    /** The obstacle behind which names are only appended, and how many components lead to it. */
    let blocked;
    let last;
    for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
        if (name === '..') {
            resolved.pop();
            if (blocked !== undefined && resolved.length < blocked.depth)
                blocked = undefined;
            continue;
        }
        resolved.push(name);
        if (blocked !== undefined)
            continue;
        const here = resolved.join('/');
        const entry = yield here;
        last = { path: here, entry };
        if (entry === undefined)
            blocked = { how: 'missing', path: here, depth: resolved.length };
        else if (entry.type === 'symlink' && (followLast || pending.length > 0)) {
            if (++links > MAX_LINKS)
                throw new TooManyLinks(path);
            const target = entry.target ?? '';
            if (target.startsWith('/'))
                resolved.length = 0;
            else
                resolved.pop();
            pending.push(...componentsReversed(target));
        }
        else if (entry.type !== 'directory' && pending.length > 0) {
            blocked = { how: 'notDirectory', path: here, depth: resolved.length };
        }
    }
    const end = resolved.join('/');
    if (blocked !== undefined)
        return { path: end, [blocked.how]: blocked.path };
    const entry = last?.path === end ? last.entry : yield end;
    return entry === undefined ? { path: end, missing: end } : { path: end, entry };
}
function componentsReversed(path) {
    return path
        .split('/')
        .filter((component) => component !== '' && component !== '.')
        .reverse();
}

;// CONCATENATED MODULE: ./lib/layer/tar/tar-block.js
/** The 512-byte header block: POSIX ustar (IEEE 1003.1, pax, "ustar Interchange Format") and its variants of v7, star and GNU. */

const BLOCK = 512;
/** What is wrong with an archive. `TarReader` turns it into an InfraError that says which archive. */
class InvalidTar extends Error {
    name = 'InvalidTar';
}
const CHECKSUM_AT = 148;
const CHECKSUM_LENGTH = 8;
const SPACE = 0x20;
/** The sum over the block, with spaces as the checksum field. */
function checksum(block) {
    let sum = CHECKSUM_LENGTH * SPACE;
    for (let at = 0; at < CHECKSUM_AT; at++)
        sum += block[at] ?? 0;
    for (let at = CHECKSUM_AT + CHECKSUM_LENGTH; at < BLOCK; at++)
        sum += block[at] ?? 0;
    return sum;
}
/** Some old programs summed signed characters. */
function signedChecksum(block) {
    let sum = CHECKSUM_LENGTH * SPACE;
    for (let at = 0; at < BLOCK; at++) {
        if (at === CHECKSUM_AT)
            at += CHECKSUM_LENGTH;
        sum += ((block[at] ?? 0) << 24) >> 24;
    }
    return sum;
}
function isZeroBlock(block) {
    if (block[0] !== 0)
        return false;
    for (let at = 1; at < BLOCK; at++)
        if (block[at] !== 0)
            return false;
    return true;
}
/** @throws InvalidTar */
function parseHeaderBlock(block) {
    const said = parseNumber(block, CHECKSUM_AT, CHECKSUM_LENGTH, 'checksum');
    if (said !== checksum(block) && said !== signedChecksum(block))
        throw new InvalidTar('wrong header checksum');
    const typeflag = String.fromCharCode(block[156] ?? 0);
    const dialect = dialectOf(block);
    const device = typeflag === '3' || typeflag === '4';
    let name = tar_block_text(block, 0, 100);
    const prefix = dialect === 'ustar' ? tar_block_text(block, 345, 155) : dialect === 'star' ? tar_block_text(block, 345, 131) : '';
    if (prefix !== '')
        name = `${prefix}/${name}`;
    return {
        typeflag,
        name,
        linkname: tar_block_text(block, 157, 100),
        mode: permissionBits(parseNumber(block, 100, 8, 'mode')),
        uid: ownerId(parseNumber(block, 108, 8, 'uid'), 'uid'),
        gid: ownerId(parseNumber(block, 116, 8, 'gid'), 'gid'),
        size: parseNumber(block, 124, 12, 'size'),
        mtime: parseNumber(block, 136, 12, 'mtime'),
        major: device ? parseNumber(block, 329, 8, 'device number') : 0,
        minor: device ? parseNumber(block, 337, 8, 'device number') : 0,
    };
}
function dialectOf(block) {
    const magic = block.toString('latin1', 257, 265);
    if (magic === 'ustar  \0')
        return 'gnu';
    if (!magic.startsWith('ustar'))
        return 'v7';
    return block.toString('latin1', 508, 512) === 'tar\0' ? 'star' : 'ustar';
}
function tar_block_text(block, start, length) {
    const limit = start + length;
    let end = start;
    while (end < limit && block[end] !== 0)
        end++;
    return end === start ? '' : decodeName(block.subarray(start, end));
}
/**
 * A numeric field: octal digits with blanks or NULs around them, or base-256 if the first bit is set (GNU, star).
 *
 * @throws InvalidTar also for a number beyond 2^53
 */
function parseNumber(block, start, length, what) {
    if (((block[start] ?? 0) & 0x80) !== 0)
        return base256(block.subarray(start, start + length), what);
    const limit = start + length;
    let at = start;
    while (at < limit && (block[at] === SPACE || block[at] === 0))
        at++;
    let value = 0;
    for (; at < limit; at++) {
        const digit = (block[at] ?? 0) - 0x30;
        if (digit < 0 || digit > 7)
            break;
        value = value * 8 + digit;
    }
    for (; at < limit; at++) {
        if (block[at] !== SPACE && block[at] !== 0)
            throw new InvalidTar(`the ${what} is no number`);
    }
    return value;
}
function base256(bytes, what) {
    const negative = ((bytes[0] ?? 0) & 0x40) !== 0;
    const flip = negative ? 0xff : 0;
    let value = 0;
    for (let at = 0; at < bytes.length; at++) {
        const byte = (bytes[at] ?? 0) ^ flip;
        value = value * 256 + (at === 0 ? byte & 0x7f : byte);
        if (value > Number.MAX_SAFE_INTEGER)
            throw new InvalidTar(`absurd ${what}`);
    }
    return negative ? -value - 1 : value;
}
/** Drops the bits of the file type, which some programs write into the field. */
function permissionBits(mode) {
    return ((mode % 0o10000) + 0o10000) % 0o10000;
}
/** Old systems wrote `nobody` as -2, which is the same 32 bits for the kernel. @throws InvalidTar */
function ownerId(id, what) {
    if (id < -0x80000000 || id > 0xffffffff)
        throw new InvalidTar(`absurd ${what} ${id}`);
    return id >>> 0;
}
const tar_block_UNCLEAN = /(?:^|\/)\.{0,2}(?:\/|$)/;
/**
 * `raw` without leading and trailing slashes, `.` and `..`; the root is `''`.
 *
 * @throws InvalidTar when it holds a NUL, or leads out of the root and that is to be refused
 */
function cleanPath(raw, what, outside) {
    let path = raw.startsWith('./') ? raw.slice(2) : raw;
    if (path.endsWith('/'))
        path = path.slice(0, -1);
    if (path.includes('\0'))
        throw new InvalidTar(`${what} ${JSON.stringify(raw)} holds a NUL`);
    if (!tar_block_UNCLEAN.test(path))
        return path;
    const components = [];
    for (const component of path.split('/')) {
        if (component === '' || component === '.')
            continue;
        if (component !== '..')
            components.push(component);
        else if (components.pop() === undefined && outside === 'refuse') {
            throw new InvalidTar(`${what} ${JSON.stringify(raw.slice(0, 300))} leads out of the root`);
        }
    }
    path = components.join('/');
    return path;
}

;// CONCATENATED MODULE: ./lib/layer/layer-paths.js



/**
 * Rewrites paths of a tar that go through a symbolic link of the same tar to where the link leads. Unpackers follow such links when they
 * write. After rewriting, every parent is a directory, so that a hostile tar cannot reach out of the root.
 */
class LayerPaths {
    #links = new Map();
    /** Whatever is not a link can be made a directory. */
    #tree = {
        lstat: (path) => {
            const target = this.#links.get(path);
            return target === undefined ? DIRECTORY : { type: 'symlink', target };
        },
    };
    #lastParent = '';
    #lastResolved = '';
    /** Notes what is at `path` (resolved) from now on. @param target of a symbolic link; `undefined` for anything else */
    note(path, target) {
        if (target === undefined) {
            if (this.#links.size === 0 || !this.#links.delete(path))
                return;
        }
        else {
            this.#links.set(path, target);
        }
        this.#lastParent = '';
        this.#lastResolved = '';
    }
    /** `path` with its parents resolved, but not its last component. @throws InvalidTar after too many links */
    resolve(path) {
        if (this.#links.size === 0)
            return path;
        const parent = parentPath(path);
        if (parent === '')
            return path;
        if (parent !== this.#lastParent) {
            this.#lastResolved = this.#directory(parent);
            this.#lastParent = parent;
        }
        if (this.#lastResolved === parent)
            return path;
        const name = path.slice(parent.length + 1);
        return this.#lastResolved === '' ? name : `${this.#lastResolved}/${name}`;
    }
    #directory(path) {
        try {
            return resolvePathSync(this.#tree, path, { followLast: true }).path;
        }
        catch (error) {
            if (error instanceof TooManyLinks)
                throw new InvalidTar(error.message);
            throw error;
        }
    }
}
const DIRECTORY = { type: 'directory' };

;// CONCATENATED MODULE: ./lib/layer/tar/whiteout.js
/** Removes a path of the layers below (image-spec, "Layer Filesystem Changeset", "Whiteouts"). */
const WHITEOUT_PREFIX = '.wh.';
/** In a directory: hides everything that the layers below have in it. */
const OPAQUE_MARKER = '.wh..wh..opq';
/** AUFS's own files, which old layers still have. */
const AUFS_PREFIX = '.wh..wh.';
/** `a/b` → `a/.wh.b` */
function whiteoutName(path) {
    const slash = path.lastIndexOf('/') + 1;
    return `${path.slice(0, slash)}${WHITEOUT_PREFIX}${path.slice(slash)}`;
}

;// CONCATENATED MODULE: ./lib/layer/layer-entries.js






const IGNORED = { kind: 'ignored' };
/** Reads the members of one tar as a layer's entries (image-spec, "Layer Filesystem Changeset"). */
class LayerEntries {
    #label;
    #paths = new LayerPaths();
    /** @param label how errors name the layer */
    constructor(label) {
        this.#label = label;
    }
    /** @throws InfraError for a member that a layer must not have */
    next(header) {
        try {
            return this.#member(header);
        }
        catch (error) {
            if (!(error instanceof InvalidTar))
                throw error;
            throw new errors_InfraError(`${this.#label} is not a valid layer: ${byte_name_displayName(error.message)}`, { cause: error });
        }
    }
    #member(header) {
        if (header.typeflag === 'V')
            return IGNORED;
        const path = this.#paths.resolve(header.path);
        const name = baseName(path);
        if (path.includes(AUFS_PREFIX) || name.startsWith(WHITEOUT_PREFIX)) {
            if (name === OPAQUE_MARKER)
                return { kind: 'opaque', path: parentPath(path) };
            if (path.startsWith(AUFS_PREFIX) || path.includes(`/${AUFS_PREFIX}`))
                return IGNORED;
            if (name.startsWith(WHITEOUT_PREFIX))
                return { kind: 'entry', entry: whiteout(path, name) };
        }
        const entry = this.#entry(header, path);
        if (path === '' && entry.type !== 'directory')
            throw new InvalidTar('its root is no directory');
        this.#paths.note(path, entry.type === 'symlink' ? entry.target : undefined);
        return { kind: 'entry', entry };
    }
    #entry(header, path) {
        const { typeflag, mode, uid, gid, mtime, xattrs } = header;
        const metadata = { mode, uid, gid, mtime, ...(hasKeys(xattrs) ? { xattrs } : {}) };
        switch (typeflag) {
            case '0':
                if (!hasKeys(xattrs))
                    return { type: 'file', path, mode, uid, gid, mtime, size: header.size };
                return { type: 'file', path, ...metadata, size: header.size };
            case '1':
                return { type: 'hardlink', path, target: this.#paths.resolve(header.linkname) };
            case '2':
                return { type: 'symlink', path, ...metadata, target: header.linkname };
            case '3':
            case '4':
                return {
                    type: typeflag === '3' ? 'char' : 'block',
                    path,
                    ...metadata,
                    major: header.major,
                    minor: header.minor,
                };
            case '5':
                return { type: 'directory', path, ...metadata };
            case '6':
                return { type: 'fifo', path, ...metadata };
            default:
                throw new InvalidTar(`${JSON.stringify(path)} has the unknown type ${JSON.stringify(typeflag)}`);
        }
    }
}
function hasKeys(xattrs) {
    for (const name in xattrs)
        if (Object.hasOwn(xattrs, name))
            return true;
    return false;
}
function whiteout(path, name) {
    const removed = name.slice(WHITEOUT_PREFIX.length);
    // `.wh...` would remove the directory's parent.
    if (removed === '' || removed === '.' || removed === '..') {
        throw new InvalidTar(`${JSON.stringify(path)} is no proper whiteout`);
    }
    const parent = parentPath(path);
    return { type: 'whiteout', path: parent === '' ? removed : `${parent}/${removed}` };
}

;// CONCATENATED MODULE: ./lib/layer/tar/pax-records.js
/** Records of PAX extended headers (IEEE 1003.1, pax, "pax Extended Header"). */


const EQUALS = 0x3d;
const NEWLINE = 0x0a;
const pax_records_SPACE = 0x20;
/**
 * Parses `LENGTH KEYWORD=VALUE\n` records. GNU's sparse format 0.0 repeats `GNU.sparse.offset` and `.numbytes`: they become the
 * `GNU.sparse.map` of format 0.1.
 *
 * @throws InvalidTar
 */
function parsePaxRecords(bytes) {
    const records = new Map();
    const sparse = [];
    for (let at = 0; at < bytes.length;) {
        let length = 0;
        let digits = at;
        for (; digits < bytes.length && bytes[digits] !== pax_records_SPACE; digits++) {
            const digit = (bytes[digits] ?? 0) - 0x30;
            if (digit < 0 || digit > 9 || digits - at > 8)
                throw new InvalidTar('malformed PAX record');
            length = length * 10 + digit;
        }
        const end = at + length;
        if (end > bytes.length || end <= digits + 2 || bytes[end - 1] !== NEWLINE) {
            throw new InvalidTar('malformed PAX record');
        }
        const record = bytes.subarray(digits + 1, end - 1);
        const equals = record.indexOf(EQUALS);
        if (equals <= 0)
            throw new InvalidTar('PAX record without a keyword');
        const keyword = decodeName(record.subarray(0, equals));
        const value = record.subarray(equals + 1);
        if (keyword === 'GNU.sparse.offset' || keyword === 'GNU.sparse.numbytes') {
            const wanted = keyword === 'GNU.sparse.offset' ? 0 : 1;
            if (sparse.length % 2 !== wanted)
                throw new InvalidTar('malformed sparse map');
            sparse.push(value.toString('latin1'));
        }
        else {
            records.set(keyword, value);
        }
        at = end;
    }
    if (sparse.length > 0)
        records.set('GNU.sparse.map', Buffer.from(sparse.join(','), 'latin1'));
    return records;
}
/** One record. Its length includes the digits of the length. */
function paxRecord(keyword, value) {
    const rest = keyword.length + value.length + 3;
    let length = rest + String(rest).length;
    if (String(length).length > String(rest).length)
        length = rest + String(length).length;
    return Buffer.concat([Buffer.from(`${length} `), keyword, Buffer.of(EQUALS), value, Buffer.of(NEWLINE)]);
}
/** @throws InvalidTar */
function paxInteger(value, what) {
    const text = value.toString('latin1');
    if (!/^-?\d{1,16}$/.test(text))
        throw new InvalidTar(`the ${what} in a PAX header is no number`);
    const number = Number(text);
    if (!Number.isSafeInteger(number))
        throw new InvalidTar(`absurd ${what}`);
    return number;
}
/** Seconds with a fraction, rounded down like the kernel's `tv_sec`. @throws InvalidTar */
function paxSeconds(value) {
    const match = /^(-?)(\d{1,15})(?:\.(\d*))?$/.exec(value.toString('latin1'));
    if (match === null)
        throw new InvalidTar('the mtime in a PAX header is no number');
    const whole = Number(match[2]);
    if (match[1] === '')
        return whole;
    const fraction = /[1-9]/.test(match[3] ?? '');
    return fraction ? -whole - 1 : 0 - whole;
}
const SCHILY = 'SCHILY.xattr.';
const LIBARCHIVE = 'LIBARCHIVE.xattr.';
/** Extended attributes, with values as base64. If both notations have an attribute, SCHILY's raw bytes count. @throws InvalidTar */
function paxXattrs(records) {
    const found = new Map();
    for (const [keyword, value] of records) {
        if (keyword.startsWith(LIBARCHIVE)) {
            const name = percentDecoded(keyword.slice(LIBARCHIVE.length));
            if (!found.has(name))
                found.set(name, Buffer.from(value.toString('latin1'), 'base64').toString('base64'));
        }
        else if (keyword.startsWith(SCHILY)) {
            found.set(percentDecoded(keyword.slice(SCHILY.length)), value.toString('base64'));
        }
    }
    for (const name of found.keys()) {
        if (name === '' || name.includes('\0'))
            throw new InvalidTar('extended attribute without a proper name');
    }
    return Object.fromEntries(found);
}
/** A keyword cannot have `=`: GNU tar writes `=` and `%` as percent escapes. */
function xattrKeyword(name) {
    return SCHILY + name.replace(/[%=]/g, (character) => (character === '%' ? '%25' : '%3D'));
}
function percentDecoded(name) {
    if (!name.includes('%'))
        return name;
    return name.replace(/(?:%[0-9A-Fa-f]{2})+/g, (escapes) => decodeName(Buffer.from(escapes.replaceAll('%', ''), 'hex')));
}

;// CONCATENATED MODULE: ./lib/layer/tar/tar-header.js



const NO_XATTRS = {};
/**
 * Applies a member's extension headers to its header block. PAX overrides GNU's long names.
 *
 * @param options `size`: bytes of the member's content
 * @throws InvalidTar
 */
function assembleHeader(block, records, long, { size, outside }) {
    const rawPath = textRecord(records, 'GNU.sparse.name') ?? textRecord(records, 'path') ?? named(long.name) ?? block.name;
    const rawLink = textRecord(records, 'linkpath') ?? named(long.link) ?? block.linkname;
    if (rawPath.length > MAX_PATH || rawLink.length > MAX_PATH)
        throw new InvalidTar('a path that is too long');
    const typeflag = normalisedType(block.typeflag, rawPath);
    const path = cleanPath(rawPath, 'the path', outside);
    return {
        typeflag,
        rawTypeflag: block.typeflag,
        path,
        linkname: typeflag === '1' ? cleanPath(rawLink, 'the hard link target', outside) : typeflag === '2' ? symlink(rawLink) : '',
        mode: block.mode,
        uid: ownerId(integerRecord(records, 'uid') ?? block.uid, 'uid'),
        gid: ownerId(integerRecord(records, 'gid') ?? block.gid, 'gid'),
        size,
        mtime: secondsRecord(records, 'mtime') ?? block.mtime,
        major: block.major,
        minor: block.minor,
        xattrs: records.size === 0 ? NO_XATTRS : paxXattrs(records),
    };
}
/** Longer than Linux can open. It limits the memory that a hostile archive can take. */
const MAX_PATH = 64 * 1024;
function normalisedType(typeflag, rawPath) {
    switch (typeflag) {
        case '\0':
            return rawPath.endsWith('/') ? '5' : '0';
        case '7':
        case 'S':
            return '0';
        case 'D':
            return '5';
        default:
            return typeflag;
    }
}
function symlink(target) {
    if (target === '' || target.includes('\0'))
        throw new InvalidTar('a symbolic link without a proper target');
    return target;
}
function named(bytes) {
    return bytes === undefined ? undefined : decodeName(bytes);
}
/** An empty value removes an earlier record (pax, "pax Extended Header"). */
function present(records, keyword) {
    const value = records.get(keyword);
    return value === undefined || value.length === 0 ? undefined : value;
}
function textRecord(records, keyword) {
    return named(present(records, keyword));
}
function integerRecord(records, keyword) {
    const value = present(records, keyword);
    return value === undefined ? undefined : paxInteger(value, keyword);
}
function secondsRecord(records, keyword) {
    const value = present(records, keyword);
    return value === undefined ? undefined : paxSeconds(value);
}

;// CONCATENATED MODULE: ./lib/layer/tar/tar-sparse.js
/** Sparse members of GNU archives: only the file's data is stored, and a map says where it belongs. */

/** More segments than any real file has. It limits the memory that a hostile map can take. */
const MAX_SEGMENTS = 200_000;
/** @throws InvalidTar unless the size is one, and the segments are ascending, inside of the file, and as long as the stored bytes */
function checkedMap(realSize, segments, stored) {
    if (realSize < 0)
        throw new InvalidTar(`absurd sparse size ${realSize}`);
    let end = 0;
    let sum = 0;
    for (let at = 0; at < segments.length; at += 2) {
        const offset = segments[at] ?? -1;
        const length = segments[at + 1] ?? -1;
        if (offset < end || length < 0 || offset + length > realSize)
            throw new InvalidTar('malformed sparse map');
        end = offset + length;
        sum += length;
    }
    if (sum !== stored)
        throw new InvalidTar('the sparse map does not fit the stored bytes');
    return { realSize, segments };
}
/** The text of `GNU.sparse.map` (PAX formats 0.0 and 0.1): numbers between commas.  @throws InvalidTar */
function parseMapText(text) {
    if (text === '')
        return [];
    const numbers = text.split(',').map(decimal);
    if (numbers.length % 2 !== 0 || numbers.length > 2 * MAX_SEGMENTS)
        throw new InvalidTar('malformed sparse map');
    return numbers;
}
function decimal(text) {
    const number = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
    if (!Number.isSafeInteger(number))
        throw new InvalidTar('malformed sparse map');
    return number;
}
/** Collects the map of PAX format 1.0, which is before the data: lines of decimal digits, padded to whole blocks. */
class MapBlocks {
    /** Bytes taken so far. */
    size = 0;
    #line = '';
    #count;
    #numbers = [];
    /** @returns the segments, once the map is complete  @throws InvalidTar */
    add(block) {
        this.size += BLOCK;
        const lines = (this.#line + block.toString('latin1')).split('\n');
        // What follows the last line feed continues in the next block, or is padding if the map is complete.
        this.#line = lines.pop() ?? '';
        for (const line of lines) {
            if (this.#count === undefined)
                this.#count = 2 * decimal(line);
            else if (this.#numbers.length < this.#count)
                this.#numbers.push(decimal(line));
        }
        if (this.#count !== undefined && this.#count > 2 * MAX_SEGMENTS)
            throw new InvalidTar('absurd sparse map');
        if (this.#count === this.#numbers.length)
            return this.#numbers;
        if (this.#line.length > 20)
            throw new InvalidTar('malformed sparse map');
        return undefined;
    }
}
/** Collects the map of the old GNU format: four pieces in the header (typeflag 'S'), 21 in each extension block. */
class OldGnuMap {
    realSize;
    segments = [];
    /** Whether another extension block follows. */
    continued;
    constructor(header) {
        this.realSize = parseNumber(header, 483, 12, 'sparse size');
        this.#take(header, 386, 4);
        this.continued = header[482] !== 0;
    }
    /** @throws InvalidTar */
    extend(block) {
        if (isZeroBlock(block))
            throw new InvalidTar('malformed sparse map');
        this.#take(block, 0, 21);
        this.continued = block[504] !== 0;
    }
    #take(block, start, count) {
        for (let number = 0; number < count; number++) {
            const at = start + number * 24;
            if (block[at] === 0)
                break;
            this.segments.push(parseNumber(block, at, 12, 'sparse offset'), parseNumber(block, at + 12, 12, 'sparse length'));
        }
        if (this.segments.length > 2 * MAX_SEGMENTS)
            throw new InvalidTar('absurd sparse map');
    }
}
const ZEROS = Buffer.alloc(64 * 1024);
/** Makes the whole content from the stored bytes. */
class SparseExpander {
    #map;
    #emit;
    /** Index in the map of the segment that is being filled. */
    #segment = 0;
    #position = 0;
    constructor(map, emit) {
        this.#map = map;
        this.#emit = emit;
    }
    write(chunk) {
        for (let at = 0; at < chunk.length;) {
            const offset = this.#map.segments[this.#segment] ?? this.#map.realSize;
            const end = offset + (this.#map.segments[this.#segment + 1] ?? 0);
            if (this.#position < offset)
                this.#zerosUntil(offset);
            const count = Math.min(end - this.#position, chunk.length - at);
            if (count > 0)
                this.#emit(chunk.subarray(at, at + count));
            at += count;
            this.#position += count;
            if (this.#position === end)
                this.#segment += 2;
        }
    }
    finish() {
        this.#zerosUntil(this.#map.realSize);
    }
    #zerosUntil(offset) {
        while (this.#position < offset) {
            const count = Math.min(offset - this.#position, ZEROS.length);
            this.#emit(count === ZEROS.length ? ZEROS : ZEROS.subarray(0, count));
            this.#position += count;
        }
    }
}

;// CONCATENATED MODULE: ./lib/layer/tar/tar-reader.js






/** Limit for an extension header, the same as in GNU tar and Go. Bytes. */
const MAX_META = 1024 * 1024;
/** Limit for the zeros of an archive's sparse files: otherwise a few kilobytes could keep a machine busy for years. */
const MAX_HOLES = 16 * 1024 ** 3;
/** Members without content, whatever their size field says (as in Go's archive/tar). */
const NO_CONTENT = '123456';
/** Keywords that cannot apply to all members. A hostile global header could rename everything with them. */
const LOCAL_KEYWORDS = new Set(['path', 'linkpath', 'size']);
const MAX_GLOBALS = 1000;
const NO_RECORDS = new Map();
/** Push parser for v7, ustar, star, GNU and PAX archives. File data is not copied. */
class tar_reader_TarReader {
    #sink;
    #label;
    #outside;
    #maxHoles;
    #state = 'header';
    /** A block that came in pieces. */
    #partial = Buffer.allocUnsafe(BLOCK);
    #have = 0;
    #zeroBlocks = 0;
    /** Bytes still to come of the data, extension header or skipped part, and of the padding after it. */
    #left = 0;
    #padding = 0;
    #meta;
    #globals = new Map();
    #extension;
    #longName;
    #longLink;
    /** A sparse member whose map is being read. */
    #pendingSparse;
    #expander;
    #holes = 0;
    /** Whether the data goes to the sink. */
    #open = false;
    /** @param label for errors: `layer sha256:12ab…` */
    constructor(sink, label = 'the archive', outside = 'refuse', maxHoles = MAX_HOLES) {
        this.#sink = sink;
        this.#label = label;
        this.#outside = outside;
        this.#maxHoles = maxHoles;
    }
    /** @throws InfraError for anything that is not a valid tar; whatever the sink throws */
    write(chunk) {
        try {
            this.#parse(chunk);
        }
        catch (error) {
            throw this.#named(error);
        }
    }
    /** Whether the blocks at the end of the archive were read. What follows does not belong to it. */
    get ended() {
        return this.#state === 'end';
    }
    /** Ends the input. @throws InfraError when it ends inside of a member */
    finish() {
        // Some programs leave out the last padding and the zero blocks at the end. Nothing is lost without them.
        const complete = (this.#state === 'header' && this.#have === 0) || this.#state === 'end' || this.#state === 'skip';
        if (!complete || this.#hasExtension())
            throw this.#named(new InvalidTar('it ends in the middle of a member'));
    }
    #named(error) {
        if (!(error instanceof InvalidTar))
            return error;
        return new errors_InfraError(`${this.#label} is not a valid tar: ${byte_name_displayName(error.message)}`, { cause: error });
    }
    #parse(chunk) {
        for (let at = 0; at < chunk.length;) {
            switch (this.#state) {
                case 'header':
                case 'old-sparse':
                case 'sparse-map': {
                    const available = chunk.length - at;
                    if (this.#have === 0 && available >= BLOCK) {
                        this.#block(chunk.subarray(at, at + BLOCK));
                        at += BLOCK;
                        break;
                    }
                    const count = Math.min(BLOCK - this.#have, available);
                    chunk.copy(this.#partial, this.#have, at, at + count);
                    this.#have += count;
                    at += count;
                    if (this.#have === BLOCK) {
                        this.#have = 0;
                        this.#block(this.#partial);
                    }
                    break;
                }
                case 'meta':
                case 'data':
                case 'skip': {
                    const count = Math.min(this.#left, chunk.length - at);
                    this.#left -= count;
                    this.#content(chunk, at, at + count);
                    at += count;
                    if (this.#left === 0)
                        this.#contentDone();
                    break;
                }
                case 'end':
                    return;
                default:
                    unreachable(this.#state);
            }
        }
    }
    #block(block) {
        if (this.#state === 'header')
            this.#header(block);
        else
            this.#sparseBlock(block);
    }
    #content(chunk, start, end) {
        if (this.#state === 'data') {
            const data = chunk.subarray(start, end);
            if (this.#expander === undefined)
                this.#sink.data(data);
            else
                this.#expander.write(data);
        }
        else if (this.#state === 'meta' && this.#meta !== undefined) {
            chunk.copy(this.#meta.bytes, this.#meta.bytes.length - this.#left - (end - start), start, end);
        }
    }
    #contentDone() {
        if (this.#state === 'data')
            this.#endMember();
        else if (this.#state === 'meta')
            this.#metaDone();
        else
            this.#state = 'header';
    }
    #skipPadding() {
        this.#left = this.#padding;
        this.#state = this.#left === 0 ? 'header' : 'skip';
    }
    #expect(state, size) {
        this.#left = size;
        this.#padding = (BLOCK - (size % BLOCK)) % BLOCK;
        this.#state = state;
    }
    #header(block) {
        if (isZeroBlock(block)) {
            if (++this.#zeroBlocks === 2)
                this.#state = 'end';
            return;
        }
        if (this.#zeroBlocks > 0)
            throw new InvalidTar('a member follows a zero block');
        const fields = parseHeaderBlock(block);
        if (fields.size < 0)
            throw new InvalidTar(`absurd size ${fields.size}`);
        if ('xgLK'.includes(fields.typeflag)) {
            this.#startMeta(fields);
            return;
        }
        if (fields.typeflag === 'S') {
            const map = new OldGnuMap(block);
            this.#pendingSparse = { block: fields, map };
            if (map.continued)
                this.#state = 'old-sparse';
            else
                this.#startOldSparse(fields, map);
            return;
        }
        this.#startMember(fields);
    }
    #startMeta(fields) {
        if (fields.size > MAX_META)
            throw new InvalidTar(`an extension header of ${fields.size} bytes`);
        this.#meta = { kind: fields.typeflag, bytes: Buffer.allocUnsafe(fields.size) };
        this.#expect('meta', fields.size);
        if (fields.size === 0)
            this.#metaDone();
    }
    #metaDone() {
        const { kind, bytes } = this.#meta ?? { kind: '', bytes: Buffer.alloc(0) };
        this.#meta = undefined;
        if (kind === 'L')
            this.#longName = untilNul(bytes);
        else if (kind === 'K')
            this.#longLink = untilNul(bytes);
        else if (kind === 'x')
            this.#extension = parsePaxRecords(bytes);
        else {
            for (const [keyword, value] of parsePaxRecords(bytes)) {
                if (LOCAL_KEYWORDS.has(keyword))
                    continue;
                if (value.length === 0)
                    this.#globals.delete(keyword);
                else
                    this.#globals.set(keyword, value);
            }
            if (this.#globals.size > MAX_GLOBALS)
                throw new InvalidTar('too many global PAX records');
        }
        this.#skipPadding();
    }
    #hasExtension() {
        return this.#extension !== undefined || this.#longName !== undefined || this.#longLink !== undefined;
    }
    /** The records for the next member. An empty value removes a record. */
    #records() {
        const local = this.#extension;
        if (this.#globals.size === 0)
            return local ?? NO_RECORDS;
        const all = new Map(this.#globals);
        for (const [keyword, value] of local ?? NO_RECORDS)
            all.set(keyword, value);
        return all;
    }
    #startMember(fields) {
        const records = this.#records();
        const stored = NO_CONTENT.includes(fields.typeflag) ? 0 : this.#storedSize(fields, records);
        const isFile = fields.typeflag === '0' || fields.typeflag === '\0' || fields.typeflag === '7';
        if (isFile && records.get('GNU.sparse.major')?.toString('latin1') === '1') {
            this.#pendingSparse = { block: fields, map: new MapBlocks() };
            this.#left = stored;
            this.#state = 'sparse-map';
            if (stored < BLOCK)
                throw new InvalidTar('malformed sparse map');
            return;
        }
        const text = isFile ? records.get('GNU.sparse.map') : undefined;
        if (text !== undefined) {
            const segments = parseMapText(text.toString('latin1'));
            this.#startSparse(fields, checkedMap(sparseSize(records), segments, stored), stored);
            return;
        }
        this.#announce(fields, stored);
        this.#startData(stored);
    }
    #storedSize(fields, records) {
        const record = records.get('size');
        const size = record === undefined || record.length === 0 ? fields.size : paxInteger(record, 'size');
        if (size < 0)
            throw new InvalidTar(`absurd size ${size}`);
        return size;
    }
    #sparseBlock(block) {
        const pending = this.#pendingSparse;
        if (pending === undefined)
            throw new errors_EngineBug('sparse block without a sparse member');
        const { block: fields, map } = pending;
        if (map instanceof OldGnuMap) {
            map.extend(block);
            if (!map.continued)
                this.#startOldSparse(fields, map);
            return;
        }
        const stored = this.#left;
        const segments = map.add(block);
        if (map.size > stored)
            throw new InvalidTar('malformed sparse map');
        if (segments === undefined)
            return;
        const data = stored - map.size;
        this.#startSparse(fields, checkedMap(sparseSize(this.#records()), segments, data), data);
    }
    #startOldSparse(fields, map) {
        const stored = this.#storedSize(fields, this.#records());
        this.#startSparse(fields, checkedMap(map.realSize, map.segments, stored), stored);
    }
    #startSparse(fields, map, stored) {
        this.#pendingSparse = undefined;
        this.#holes += map.realSize - stored;
        if (this.#holes > this.#maxHoles)
            throw new InvalidTar(`its sparse files have more than ${this.#maxHoles} bytes of holes`);
        this.#expander = new SparseExpander(map, (chunk) => this.#sink.data(chunk));
        this.#announce(fields, map.realSize);
        this.#startData(stored);
    }
    #announce(fields, size) {
        const records = this.#records();
        const names = { name: this.#longName, link: this.#longLink };
        const header = assembleHeader(fields, records, names, { size, outside: this.#outside });
        this.#extension = undefined;
        this.#longName = undefined;
        this.#longLink = undefined;
        // The list of names in a GNU incremental dump is not content of the directory.
        this.#open = fields.typeflag !== 'D';
        this.#sink.entry(this.#open ? header : { ...header, size: 0 });
    }
    #startData(stored) {
        this.#expect('data', stored);
        if (stored === 0)
            this.#endMember();
        else if (!this.#open) {
            this.#sink.end();
            this.#left += this.#padding;
            this.#state = 'skip';
        }
    }
    #endMember() {
        this.#expander?.finish();
        this.#expander = undefined;
        this.#sink.end();
        this.#skipPadding();
    }
}
function untilNul(bytes) {
    const end = bytes.indexOf(0);
    return end < 0 ? bytes : bytes.subarray(0, end);
}
/** Bytes of a sparse file in PAX's formats: `realsize` in 1.0, `size` in 0.x.  @throws InvalidTar */
function sparseSize(records) {
    const value = records.get('GNU.sparse.realsize') ?? records.get('GNU.sparse.size');
    if (value === undefined)
        throw new InvalidTar('a sparse file without its size');
    return paxInteger(value, 'sparse size');
}

;// CONCATENATED MODULE: ./lib/layer/select-contents.js






/** Bytes of the blob at a time. */
const select_contents_CHUNK = 256 * 1024;
/**
 * Reads some regular files of a layer's blob (verified before), in the order of its tar, each once. Reading ends with the last of them.
 * A file must be read or dropped before the next one is asked for.
 *
 * @param wanted paths of file entries of the layer's index
 * @throws InfraError when one of them is not in the layer
 */
async function* selectContents(blobFile, wanted, options = {}) {
    const selection = new Selection(wanted, options.repeats ?? new Map());
    if (selection.complete())
        return;
    const label = `layer blob ${blobFile}`;
    const reader = new tar_reader_TarReader(selection, label);
    const source = (0,external_node_fs_namespaceObject.createReadStream)(blobFile, { highWaterMark: select_contents_CHUNK });
    const chunks = decompress_decompress(source, { label, signal: options.signal });
    /** The next event, reading on as needed; `undefined` at the end of the blob. */
    async function next() {
        for (;;) {
            const event = selection.shift();
            if (event !== undefined)
                return event;
            const chunk = await chunks.next();
            if (chunk.done === true)
                return undefined;
            reader.write(chunk.value);
        }
    }
    async function* data() {
        for (let event = await next(); event !== 'end'; event = await next()) {
            if (event === undefined)
                throw new errors_InfraError(`${label} ends in the middle of a file`);
            if (Buffer.isBuffer(event))
                yield event;
        }
    }
    try {
        while (!selection.complete() || selection.pending()) {
            const event = await next();
            if (event === undefined)
                break;
            if (event === 'end' || Buffer.isBuffer(event))
                continue;
            // What the caller does not read of this file is skipped by the loop above.
            yield { path: event.path, size: event.size, data: data() };
        }
        const missing = selection.missing();
        if (missing !== undefined) {
            throw new errors_InfraError(`${label} does not hold ${JSON.stringify(byte_name_displayName(missing))}`);
        }
    }
    finally {
        await chunks.return();
    }
}
/** Queues what the tar has of the wanted files. */
class Selection {
    #entries = new LayerEntries('layer');
    #events = [];
    /** By wanted path: how many earlier files with this path are to be skipped. */
    #left = new Map();
    #open = false;
    constructor(wanted, repeats) {
        for (const path of wanted)
            this.#left.set(path, repeats.get(path) ?? 0);
    }
    /** Whether all wanted files were found. The last may not be read to its end. */
    complete() {
        return this.#left.size === 0;
    }
    pending() {
        return this.#open || this.#events.length > 0;
    }
    missing() {
        return this.#left.keys().next().value;
    }
    shift() {
        return this.#events.shift();
    }
    entry(header) {
        this.#open = false;
        if (this.complete())
            return;
        const member = this.#entries.next(header);
        if (member.kind !== 'entry' || member.entry.type !== 'file')
            return;
        const { path, size } = member.entry;
        const earlier = this.#left.get(path);
        if (earlier === undefined)
            return;
        if (earlier > 0) {
            this.#left.set(path, earlier - 1);
            return;
        }
        this.#left.delete(path);
        this.#open = true;
        this.#events.push({ path, size });
    }
    data(chunk) {
        if (this.#open)
            this.#events.push(chunk);
    }
    end() {
        if (this.#open)
            this.#events.push('end');
        this.#open = false;
    }
}

;// CONCATENATED MODULE: ./lib/layer/stack-source.js




/** A file that several of the wanted paths name is kept in memory up to this size. Bytes. */
const MAX_KEPT = 8 * 1024 * 1024;
/** The flattened layers of an image or stage, as the source of a COPY. */
class StackSource {
    label;
    #stack;
    #blobFile;
    #signal;
    /**
     * @param blobFile returns the path of a layer's verified blob, by its number in the stack
     * @param signal ends the reading of a blob
     */
    constructor(label, stack, blobFile, signal) {
        this.label = label;
        this.#stack = stack;
        this.#blobFile = blobFile;
        this.#signal = signal;
    }
    lstat(path) {
        return settled(() => {
            const entry = this.#stack.lstat(path);
            if (entry?.type !== 'file')
                return entry;
            const location = this.#stack.contentOf(path);
            if (location === undefined || !this.#stack.isHardLinked(location))
                return entry;
            return { ...entry, inode: `${location.layer}:${location.path}` };
        });
    }
    readdir(path) {
        return settled(() => this.#stack.readdir(path));
    }
    /** @throws EngineBug when one of `paths` is not a regular file */
    digests(paths) {
        return settled(() => new Map(paths.map((path) => [path, this.#file(path).digest])));
    }
    /**
     * Layer by layer from the bottom, in the order of each tar.
     *
     * @throws EngineBug when one of `paths` is not a regular file
     * @throws InfraError when a blob is not what its index says
     */
    async *contents(paths) {
        for (const [layer, wanted] of this.#byLayer(paths)) {
            const blobFile = await this.#blobFile(layer);
            let left = wanted;
            // More than one pass is only for large files of which several names are wanted.
            while (left.size > 0)
                left = yield* this.#pass(blobFile, layer, left);
        }
    }
    /** Reads a blob once. @returns what has to be read in another pass */
    async *#pass(blobFile, layer, wanted) {
        const left = new Map();
        const options = { repeats: this.#stack.repeats(layer), signal: this.#signal };
        for await (const content of selectContents(blobFile, wanted.keys(), options)) {
            const { file, names } = wanted.get(content.path) ?? notAsked(content.path);
            const [first, ...others] = names;
            if (first === undefined)
                continue;
            const data = stack_source_checked(content, file);
            if (others.length > 0 && file.size <= MAX_KEPT) {
                const kept = [];
                for await (const chunk of data)
                    kept.push(Buffer.from(chunk));
                for (const path of names)
                    yield { path, size: file.size, data: kept };
            }
            else {
                yield { path: first, size: file.size, data };
                if (others.length > 0)
                    left.set(content.path, { file, names: others });
            }
        }
        return left;
    }
    #byLayer(paths) {
        const layers = new Map();
        for (const path of new Set(paths)) {
            const file = this.#file(path);
            const location = this.#stack.contentOf(path) ?? notAsked(path);
            let wanted = layers.get(location.layer);
            if (wanted === undefined)
                layers.set(location.layer, (wanted = new Map()));
            const known = wanted.get(location.path);
            if (known === undefined)
                wanted.set(location.path, { file, names: [path] });
            else
                known.names.push(path);
        }
        return [...layers].sort(([left], [right]) => left - right);
    }
    #file(path) {
        const entry = this.#stack.lstat(path);
        return entry?.type === 'file' ? entry : notAsked(path);
    }
}
function notAsked(path) {
    throw new errors_EngineBug(`${JSON.stringify(byte_name_displayName(path))} is no regular file of the stack`);
}
/** Calls `answer` at once. If it throws, the promise is rejected. */
function settled(answer) {
    return new Promise((resolve) => resolve(answer()));
}
/** The content, compared with the index while it is read: blob and index may come from different caches. */
async function* stack_source_checked(content, file) {
    const digest = new FileDigest(file.size);
    for await (const chunk of content.data) {
        digest.update(chunk);
        yield chunk;
    }
    if (content.size !== file.size || digest.digest() !== file.digest) {
        throw new errors_InfraError(`${JSON.stringify(byte_name_displayName(file.path))} in a layer's blob is not what the layer's index says`);
    }
}

;// CONCATENATED MODULE: ./lib/app/host/emulator-image.js









/** How docker.io/tonistiigi/binfmt calls them, and docker.io/multiarch/qemu-user-static. */
const places = (qemu) => [`usr/bin/qemu-${qemu}`, `usr/bin/qemu-${qemu}-static`];
/**
 * Fetches the image, like any base image, and takes emulators out of it. Nothing of it is run.
 *
 * @param machines QEMU's names of the machines
 * @param folder a private one
 * @throws UserError when the image does not have them; what fetching an image throws
 */
async function takeEmulators({ reference, bases, layers }, machines, folder, signal) {
    const image = await bases.resolve(reference, hostPlatform(process.arch), signal);
    const indexes = await Promise.all(image.layers.map((layer) => layers.index(layer, signal)));
    const stack = LayerStack.of(indexes);
    const found = new Map(machines.map((qemu) => [findIn(stack, qemu, formatReference(reference)), qemu]));
    const source = new StackSource(image.name, stack, (number) => {
        const layer = image.layers[number];
        if (layer === undefined)
            throw new errors_EngineBug(`${image.name} has no layer ${number}`);
        return layers.blobFile(layer, signal);
    });
    const files = new Map();
    for await (const content of source.contents([...found.keys()])) {
        const qemu = found.get(content.path) ?? '';
        const file = external_node_path_namespaceObject.join(folder, `qemu-${qemu}`);
        await (0,external_node_stream_promises_namespaceObject.pipeline)(external_node_stream_namespaceObject.Readable.from(content.data), (0,external_node_fs_namespaceObject.createWriteStream)(file, { mode: 0o500, flags: 'wx' }));
        signal.throwIfAborted();
        files.set(qemu, file);
    }
    const env = image.config.config?.Env ?? [];
    return { files, keepArgv0: env.some((line) => /^QEMU_PRESERVE_ARGV0=./.test(line)) };
}
function findIn(stack, qemu, image) {
    const file = places(qemu).find((place) => stack.lstat(place)?.type === 'file');
    if (file !== undefined)
        return file;
    throw new errors_UserError(`the image ${image} has no emulator /${places(qemu)[0] ?? ''}`, {
        hint: 'Name another image with emulator-image (--emulator-image), or install qemu-user-static.',
    });
}

;// CONCATENATED MODULE: ./lib/app/host/emulators.js










/**
 * Emulators for the steps of other platforms: what is registered on the machine, else `qemu-*-static` of the machine, else those of
 * an image.
 */
class Emulators {
    #parts;
    #expected;
    /** What emulates an architecture, in words. */
    #words = new Map();
    #noted = new Set();
    constructor(parts) {
        this.#parts = parts;
    }
    /** Says what a build is going to run. Builds that run side by side say it one after the other. */
    expect({ foreign, ...expected }) {
        const known = this.#foreign;
        const more = foreign.filter((each) => !known.some(({ architecture }) => architecture === each.architecture));
        this.#expected = { ...expected, foreign: [...known, ...more] };
    }
    concerns({ os, architecture }) {
        return os === 'linux' && this.#foreign.some((each) => each.architecture === architecture);
    }
    async bring(rights, signal) {
        const foreign = this.#foreign;
        for (const { architecture, runs } of foreign) {
            if (runs.kind === 'emulated')
                this.#words.set(architecture, registeredWords(architecture, runs.by?.name));
        }
        const missing = foreign.filter(({ runs }) => runs.kind !== 'emulated');
        if (missing.length === 0)
            return [];
        // Once a user namespace has a table of its own, the machine's does not count there.
        const wanted = hasOwnTable(rights) ? foreign : missing;
        return this.#find(wanted.map(({ architecture }) => architecture), signal);
    }
    noteRun(platform) {
        const shown = formatPlatform(platform);
        if (this.#noted.has(shown))
            return;
        this.#noted.add(shown);
        const words = ([...this.#words].find(([architecture]) => architecture === platform.architecture) ?? [])[1];
        this.#parts.sink({ type: 'notice', message: `RUN of ${shown} runs under emulation (${words ?? 'unknown'})` });
    }
    get #foreign() {
        return this.#expected?.foreign ?? [];
    }
    async #find(architectures, signal) {
        const here = new Map(architectures.map((each) => [each, this.#onMachine(each)]));
        const absent = architectures.filter((each) => here.get(each) === undefined);
        const taken = absent.length === 0 ? undefined : await this.#take(absent, signal);
        const found = [];
        for (const architecture of architectures) {
            const { qemu } = ELF_MACHINES[architecture];
            const file = here.get(architecture) ?? taken?.files.get(qemu) ?? '';
            const { digest, version } = await readEmulator(file, signal);
            this.#words.set(architecture, version === undefined ? `qemu-${qemu}` : `qemu-${qemu} ${version}`);
            const keepsArgv0 = understandsArgv0(version) || (taken?.files.has(qemu) === true && taken.keepArgv0);
            found.push({ architecture, file, digest, keepsArgv0 });
        }
        return found;
    }
    #onMachine(architecture) {
        const found = findProgram(`qemu-${ELF_MACHINES[architecture].qemu}-static`, this.#parts.path);
        return found === undefined ? undefined : (0,external_node_fs_namespaceObject.realpathSync)(found);
    }
    #placeOf(architectures) {
        const { location, excerpt } = this.#foreign.find(({ architecture }) => architectures.includes(architecture)) ?? {};
        return { ...(location !== undefined && { location }), ...(excerpt !== undefined && { excerpt }) };
    }
    async #take(architectures, signal) {
        const { bases, layers } = this.#parts;
        const { image, folder } = this.#expected ?? {};
        if (image === undefined || folder === undefined)
            throw new errors_InfraError('no emulators are expected');
        const machines = architectures.map((each) => ELF_MACHINES[each].qemu);
        const place = (0,external_node_fs_namespaceObject.mkdtempSync)(external_node_path_namespaceObject.join(folder, 'emulators-'));
        try {
            return await takeEmulators({ reference: image, bases, layers }, machines, place, signal);
        }
        catch (error) {
            signal.throwIfAborted();
            if (!(error instanceof errors_InfraError))
                throw error;
            const { message, retryable, attempts, url } = error;
            throw new errors_InfraError(`the emulator for linux/${architectures.join(', linux/')} could not be fetched: ${message}`, {
                retryable,
                attempts,
                url,
                ...this.#placeOf(architectures),
                hint: `It comes from ${formatReference(image)}. Install qemu-user-static, or give a registry mirror.`,
                cause: error,
            });
        }
    }
}
function registeredWords(architecture, name) {
    return `${name ?? `an emulator for ${architecture}`}, which is registered on this machine`;
}
/** See `WorkerRights`. A container may be in a user namespace although its user is root. */
function hasOwnTable(rights) {
    if (rights === 'user-namespace')
        return true;
    try {
        return !/^\s*0\s+0\s+4294967295\s*$/.test((0,external_node_fs_namespaceObject.readFileSync)('/proc/self/uid_map', 'latin1'));
    }
    catch {
        return false;
    }
}
/**
 * Whether the kernel tells the emulator that `argv[0]` is kept (AT_FLAGS, Linux 5.12), and QEMU looks at that (6.0). Without it,
 * programs see their path as `argv[0]`.
 */
function understandsArgv0(version) {
    const [major = 0, minor = 0] = (0,external_node_os_namespaceObject.release)().split('.').map(Number);
    const isTold = major > 5 || (major === 5 && minor >= 12);
    return isTold && Number.parseInt(version ?? '0', 10) >= 6;
}

;// CONCATENATED MODULE: ./lib/app/host/fetch-runtime.js








const fetch_runtime_VERSION = '1.4.2';
const BASE = `https://github.com/opencontainers/runc/releases/download/v${fetch_runtime_VERSION}`;
/** Static builds of runc, by Node's name of the processor. */
const RELEASES = new Map([
    ['x64', { url: `${BASE}/runc.amd64`, sha256: 'ac8a90f9e225bb9322189937b230cdc5478d5753f0e31e1bda98a5cf06bd9539' }],
    ['arm64', { url: `${BASE}/runc.arm64`, sha256: 'ea54032310588e115633aa2f4bba8bf9500257f657e1deca88df5778775138db' }],
]);
/** Bytes: about twice the size of runc. */
const fetch_runtime_MAX_SIZE = 32 * 1024 * 1024;
/** Milliseconds for all attempts together. */
const TIME_LIMIT = 120_000;
/** Few attempts, so that a machine without a network reports it soon. */
const RETRY = { ...retry_policy_RETRY_REQUIRED, maxAttempts: 3 };
/**
 * Fetches a pinned container runtime for a machine that has none. One that was fetched before is used again, but its digest
 * is checked each time: others who can write to the folder must not decide what runs with the worker's rights.
 *
 * @returns the folder that has `runc`
 * @throws InfraError when it cannot be fetched, or has a wrong digest; the signal's reason
 */
async function fetchRuntime(fetch, signal) {
    const release = (fetch.releases ?? RELEASES).get(fetch.arch);
    if (release === undefined)
        throw unavailable(`there is no build of runc ${fetch_runtime_VERSION} for ${fetch.arch}`);
    const folder = external_node_path_namespaceObject.join(fetch.folder, `runc-${fetch_runtime_VERSION}-${fetch.arch}`);
    const file = external_node_path_namespaceObject.join(folder, 'runc');
    try {
        if ((await sha256Of(file)) === release.sha256)
            return folder;
        fetch.notice(`neither crun nor runc is installed: fetching runc ${fetch_runtime_VERSION} from ${new URL(release.url).host}`);
        makeFolders(folder, 0o700);
        await replaceFile(file, async (draft) => {
            await download(fetch, release, draft, withTimeLimit(signal, TIME_LIMIT));
            await (0,promises_namespaceObject.chmod)(draft, 0o755);
        });
        return folder;
    }
    catch (error) {
        signal.throwIfAborted();
        const reason = messageOf(error);
        throw unavailable(`runc ${fetch_runtime_VERSION} could not be fetched: ${reason}`, error);
    }
}
async function download(fetch, release, file, signal) {
    const url = new URL(release.url);
    const request = { method: 'GET', url, secrets: [], retry: RETRY, signal };
    await fetch.send(request, async (response) => {
        if (response.status !== 200) {
            await response.discard();
            throw new Error(`${url.host} answered with status ${response.status}`);
        }
        const hash = (0,external_node_crypto_namespaceObject.createHash)('sha256');
        const handle = await (0,promises_namespaceObject.open)(file, 'w', 0o600);
        try {
            let size = 0;
            for await (const chunk of response.body()) {
                size += chunk.length;
                if (size > fetch_runtime_MAX_SIZE)
                    throw new Error(`${url.href} is larger than ${fetch_runtime_MAX_SIZE} bytes`);
                hash.update(chunk);
                await handle.writeFile(chunk);
            }
        }
        finally {
            await handle.close();
        }
        const found = hash.digest('hex');
        if (found !== release.sha256)
            throw new Error(`the sha256 of ${url.href} is ${found}, not ${release.sha256}`);
    });
}
/** `undefined` if the file does not exist. */
async function sha256Of(file) {
    try {
        return (0,external_node_crypto_namespaceObject.createHash)('sha256')
            .update(await (0,promises_namespaceObject.readFile)(file))
            .digest('hex');
    }
    catch (error) {
        if (errors_errorCode(error) === 'ENOENT')
            return undefined;
        throw error;
    }
}
function unavailable(reason, cause) {
    return new errors_InfraError(`RUN steps need a container runtime: neither crun nor runc was found, and ${reason}`, {
        hint: 'Install one: apt-get install runc',
        cause,
    });
}

;// CONCATENATED MODULE: external "node:http"
const external_node_http_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");
;// CONCATENATED MODULE: external "node:https"
const external_node_https_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");
// EXTERNAL MODULE: ./node_modules/http-proxy-agent/dist/index.js
var dist = __nccwpck_require__(970);
// EXTERNAL MODULE: ./node_modules/https-proxy-agent/dist/index.js
var https_proxy_agent_dist = __nccwpck_require__(669);
;// CONCATENATED MODULE: ./lib/http/no-proxy.js

/** NO_PROXY, read as Go's httpproxy reads it, so that it means the same as for docker. Loopback is always included. */
class NoProxy {
    #all = false;
    #addresses = new AddressList();
    #domains = [];
    constructor(text) {
        for (const entry of text.split(',').map((part) => part.trim().toLowerCase())) {
            if (entry === '*')
                this.#all = true;
            else if (entry !== '' && !this.#addresses.add(entry))
                this.#addDomain(entry);
        }
    }
    #addDomain(entry) {
        const port = /:(\d+)$/.exec(entry)?.[1];
        const host = bareHost(entry).replace(/^\*(?=\.)/, '');
        const exact = !host.startsWith('.');
        if (host !== '')
            this.#domains.push({ suffix: exact ? `.${host}` : host, exact, port });
    }
    /** Whether the URL is reached without a proxy. */
    includes(url) {
        if (this.#all || isLoopback(url.host))
            return true;
        const host = bareHost(url.host);
        if (this.#addresses.has(host))
            return true;
        return this.#domains.some((domain) => (domain.port === undefined || domain.port === portOf(url)) &&
            (host.endsWith(domain.suffix) || (domain.exact && host === domain.suffix.slice(1))));
    }
}

;// CONCATENATED MODULE: ./lib/http/agents.js






/** Pools of connections: one for each combination of scheme, proxy and verification. */
class Agents {
    #proxies;
    #noProxy;
    #agents = new Map();
    /** @throws UserError for a proxy that is not an http or https address */
    constructor(settings) {
        this.#proxies = { http: proxyUrl(settings.http), https: proxyUrl(settings.https) };
        this.#noProxy = new NoProxy(settings.none ?? '');
    }
    /** @param verify whether the certificate must be valid for the host */
    for(url, verify) {
        const secure = url.protocol === 'https:';
        const proxy = this.#noProxy.includes(url) ? undefined : this.#proxies[secure ? 'https' : 'http'];
        const key = `${secure ? 'https' : 'http'} ${verify} ${proxy === undefined ? 'direct' : 'proxy'}`;
        const known = this.#agents.get(key);
        if (known !== undefined)
            return known;
        const made = makeAgent(secure, proxy, {
            keepAlive: true,
            ...(secure && !verify ? { rejectUnauthorized: false } : {}),
        });
        this.#agents.set(key, made);
        return made;
    }
    close() {
        for (const agent of this.#agents.values())
            agent.destroy();
        this.#agents.clear();
    }
}
function makeAgent(secure, proxy, options) {
    if (proxy === undefined)
        return secure ? new external_node_https_namespaceObject.Agent(options) : new external_node_http_namespaceObject.Agent(options);
    return secure ? new https_proxy_agent_dist.HttpsProxyAgent(proxy, options) : new dist.HttpProxyAgent(proxy, { keepAlive: true });
}
function proxyUrl(text) {
    if (text === undefined || text === '')
        return undefined;
    const url = text.includes('://') ? text : `http://${text}`;
    if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol))
        return new URL(url);
    throw new errors_UserError('the proxy is not an http or https address', {
        hint: 'Write it as http://proxy.example.com:3128.',
    });
}

;// CONCATENATED MODULE: ./lib/http/clock.js

const systemClock = {
    now: () => Date.now(),
    async sleep(ms, signal) {
        try {
            await (0,external_node_timers_promises_namespaceObject.setTimeout)(ms, undefined, { signal });
        }
        catch (error) {
            signal.throwIfAborted();
            throw error;
        }
    },
};

;// CONCATENATED MODULE: ./lib/http/connection-error.js


/** A problem with a connection that we notice and Node does not: a timeout, an answer that ends early. */
class ConnectionProblem extends Error {
    name = 'ConnectionProblem';
}
/** Failures that another attempt does not change. */
const PERMANENT = new Set(['ENOTFOUND', 'EPROTO', 'ERR_INVALID_CHAR', 'ERR_UNESCAPED_CHARACTERS']);
/**
 * Turns Node's error about a connection into ours.
 *
 * @param reused whether the connection served a request before. The server may have closed it because it was old; then the
 *   next attempt need not wait
 */
function connectionError(error, url, reused) {
    if (error instanceof HttpError || !(error instanceof Error))
        return error;
    const code = errors_errorCode(error);
    // An error without a code does not come from the network. It is a fault in this program, and must show as one.
    if (code === undefined && !(error instanceof ConnectionProblem))
        return error;
    const certificate = code !== undefined && isCertificateCode(code);
    return new HttpError(`cannot reach ${url.host}: ${reason(error, code)}`, {
        retryable: !certificate && !(code !== undefined && (PERMANENT.has(code) || code.startsWith('HPE_'))),
        url,
        cause: error,
        ...(reused && (code === 'ECONNRESET' || code === 'EPIPE') ? { retryAfterMs: 0 } : {}),
        hint: certificate
            ? `If its certificate is signed by an authority of your own, name that in NODE_EXTRA_CA_CERTS; if ${url.host} needs no valid certificate, name it as an insecure registry.`
            : undefined,
    });
}
function reason(error, code) {
    // When both addresses of a dual-stack host fail, Node throws an AggregateError without a message.
    if (error instanceof AggregateError) {
        const inner = error.errors[0];
        if (inner instanceof Error)
            return inner.message;
    }
    if (code === 'ENOTFOUND')
        return 'there is no host of this name';
    if (code === 'ECONNRESET')
        return 'the connection was closed by the other side';
    return error.message === '' ? (code ?? error.name) : error.message;
}
/** Node uses OpenSSL's names, and adds ERR_TLS_CERT_ALTNAME_INVALID. */
function isCertificateCode(code) {
    return /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|HOSTNAME_MISMATCH/.test(code);
}

;// CONCATENATED MODULE: ./lib/http/idle-timer.js

/** Ends a connection when the other side does nothing for too long. */
class IdleTimer {
    #end;
    #timer;
    #problem;
    /** @param end called at most once, with what did not happen in time */
    constructor(end) {
        this.#end = end;
    }
    /** What did not happen in time, once the time is over. */
    get problem() {
        return this.#problem;
    }
    /** From now on, the other side has `ms` milliseconds to do something. @param problem names its failure: `no answer` */
    start(ms, problem) {
        this.stop();
        this.#timer = setTimeout(() => {
            this.#problem = new ConnectionProblem(`${problem} for ${ms / 1000} s`);
            this.#end(this.#problem);
        }, ms);
    }
    /** The other side has nothing to do now. */
    stop() {
        clearTimeout(this.#timer);
        this.#timer = undefined;
    }
}

;// CONCATENATED MODULE: ./lib/http/slowest-rate.js

/**
 * Bytes per second that a server must send while we wait for it. The slowest links that people use are ten times as fast. So only a server
 * that sends its answer slowly on purpose is given up. docs/threat-model.md names this limit.
 */
const SLOWEST_RATE = 1024;
/** Checks that an answer is not too slow. */
class RateWatch {
    #windowMs;
    #waitedMs = 0;
    #bytes = 0;
    /** @param windowMs the rate is measured over this many milliseconds of waiting */
    constructor(windowMs) {
        this.#windowMs = windowMs;
    }
    /**
     * @param waitedMs milliseconds that we waited for these bytes. Time that our own side needs to process them does not count
     * @throws ConnectionProblem with the rate if it is too low
     */
    received(bytes, waitedMs) {
        this.#waitedMs += waitedMs;
        this.#bytes += bytes;
        if (this.#waitedMs < this.#windowMs)
            return;
        const seconds = this.#waitedMs / 1000;
        if (this.#bytes < SLOWEST_RATE * seconds) {
            const sent = `${this.#bytes} bytes in ${Math.round(seconds)} s`;
            throw new ConnectionProblem(`it sent ${sent}, and less than ${SLOWEST_RATE} bytes a second are too few to go on`);
        }
        this.#waitedMs = 0;
        this.#bytes = 0;
    }
}

;// CONCATENATED MODULE: ./lib/http/exchange.js









const MAX_DISCARDED = 64 * 1024;
/**
 * One request and its answer, without redirects or retries.
 *
 * @throws HttpError when the connection fails; whatever the source of the body throws; the signal's reason
 */
async function exchange(call) {
    const { url, path, signal, timeouts } = call;
    signal.throwIfAborted();
    // Without the query: addresses of blobs are signed there.
    const span = openSpan('requests', () => `${call.method} ${url.host}${url.pathname}`);
    const start = url.protocol === 'https:' ? external_node_https_namespaceObject.request : external_node_http_namespaceObject.request;
    const request = start(url, {
        method: call.method,
        ...(path === undefined ? {} : { path }),
        headers: requestHeaders(call),
        agent: call.agent,
    });
    const idle = new IdleTimer((problem) => request.destroy(problem));
    const connecting = new IdleTimer((problem) => request.destroy(problem));
    const abort = () => void request.destroy();
    // One signal serves a whole build. Many requests listen to it at once, and each one removes its listener in the end.
    (0,external_node_events_namespaceObject.setMaxListeners)(0, signal);
    signal.addEventListener('abort', abort, { once: true });
    const release = () => {
        idle.stop();
        connecting.stop();
        // The answer came before the whole body was sent: the connection cannot be used for another request.
        if (!request.writableEnded)
            request.destroy();
        signal.removeEventListener('abort', abort);
        span.end();
    };
    const refused = watchTunnel(request);
    const answered = new Promise((resolve, reject) => {
        request.once('response', resolve);
        // Not `once`: an error after the answer shows when its body is read, and must not count as unhandled here.
        request.on('error', reject);
    });
    connecting.start(timeouts.connectMs, 'no connection');
    whenConnected(request, () => {
        connecting.stop();
        // With a body, `sendBody` runs the timer.
        if (call.body === undefined)
            idle.start(timeouts.idleMs, 'no answer');
    });
    const sending = call.body === undefined ? Promise.resolve(request.end()) : sendBody(request, call.body, idle, timeouts);
    try {
        const [message] = await Promise.all([answered, sending]);
        idle.stop();
        span.note({ status: String(message.statusCode), sent: call.body?.size ?? 0 });
        const tunnelStatus = refused();
        if (tunnelStatus !== undefined) {
            throw new HttpError(`the proxy did not open a tunnel to ${url.host}: status ${tunnelStatus}`, {
                retryable: tunnelStatus >= 500,
                url,
            });
        }
        return new NodeResponse(message, { call, idle, span, release });
    }
    catch (error) {
        request.destroy();
        await Promise.allSettled([sending]);
        span.note({ failed: 'yes' });
        release();
        signal.throwIfAborted();
        if (error instanceof SourceFailure)
            throw error.cause;
        throw connectionError(error, url, request.reusedSocket);
    }
}
function requestHeaders({ headers, body }) {
    // A digest is over the stored bytes, so no proxy on the way may compress them.
    const length = body === undefined ? {} : { 'content-length': String(body.size) };
    return { 'accept-encoding': 'identity', ...headers, ...length };
}
/**
 * When a proxy refuses a tunnel, the agent presents its answer as if the server had given it.
 *
 * @returns a function that gives the status of a refusal, and `undefined` when there was none
 */
function watchTunnel(request) {
    let refusal;
    request.on('proxyConnect', (answer) => {
        refusal = answer.statusCode === 200 ? undefined : answer.statusCode;
    });
    return () => refusal;
}
function whenConnected(request, connected) {
    request.once('socket', (socket) => {
        if (socket.connecting)
            socket.once('encrypted' in socket ? 'secureConnect' : 'connect', connected);
        else
            connected();
    });
}
class NodeResponse {
    status;
    headers;
    url;
    #message;
    #call;
    #idle;
    #rate;
    #span;
    #release;
    constructor(message, { call, idle, span, release }) {
        this.status = message.statusCode ?? 0;
        this.headers = message.headers;
        this.url = call.url;
        this.#message = message;
        this.#call = call;
        this.#idle = idle;
        this.#rate = new RateWatch(call.timeouts.idleMs);
        this.#span = span;
        this.#release = release;
        // An error before anybody reads the body must not count as unhandled; reading it gives the error again.
        message.on('error', () => undefined);
    }
    async *body() {
        const chunks = this.#message[Symbol.asyncIterator]();
        try {
            for (;;) {
                const next = await this.#next(chunks);
                if (next.done === true)
                    return;
                yield next.value;
            }
        }
        finally {
            this.abandon();
        }
    }
    abandon() {
        if (!this.#message.complete)
            this.#message.destroy();
        this.#release();
    }
    async #next(chunks) {
        const { timeouts, signal, url } = this.#call;
        // The timer runs only while we wait for the server: a slow reader on our side is not its fault.
        this.#idle.start(timeouts.idleMs, 'no data');
        const asked = performance.now();
        try {
            const next = await chunks.next();
            if (next.done !== true) {
                this.#rate.received(next.value.byteLength, performance.now() - asked);
                this.#span.note({ received: next.value.byteLength });
            }
            if (next.done === true && !this.#message.complete)
                throw new ConnectionProblem('the answer ended early');
            return next;
        }
        catch (error) {
            signal.throwIfAborted();
            throw connectionError(this.#idle.problem ?? error, url, false);
        }
        finally {
            this.#idle.stop();
        }
    }
    async discard() {
        let seen = 0;
        try {
            for await (const chunk of this.body()) {
                seen += chunk.byteLength;
                if (seen > MAX_DISCARDED)
                    break;
            }
        }
        catch (error) {
            this.#call.signal.throwIfAborted();
            // Nobody wanted the body. That the connection is gone does not matter.
            if (!(error instanceof HttpError))
                throw error;
        }
    }
}

;// CONCATENATED MODULE: ./lib/http/response-error.js






const MAX_ERROR_BODY = 16 * 1024;
const MAX_SHOWN = 300;
/**
 * Makes an error from an answer, with what the server says in the body, which is read for it.
 *
 * @param secrets texts that must not show, in case the server sends them back
 */
async function responseError(response, secrets, now) {
    const { codes, words } = readErrors(await readUpTo(response, MAX_ERROR_BODY), secrets);
    const message = words === '' ? '' : `: ${words}`;
    return new HttpError(`${response.url.host} answered ${response.status}${message}`, {
        retryable: isRetryableStatus(response.status),
        url: response.url,
        status: response.status,
        codes,
        retryAfterMs: isRetryableStatus(response.status)
            ? parseRetryAfter(response.headers['retry-after'], now)
            : undefined,
    });
}
async function readUpTo(response, limit) {
    const chunks = [];
    let size = 0;
    try {
        for await (const chunk of response.body()) {
            chunks.push(chunk);
            size += chunk.byteLength;
            if (size >= limit)
                break;
        }
    }
    catch (error) {
        // The status is enough for an error. A broken body only means that there are no words.
        if (!(error instanceof HttpError))
            throw error;
    }
    return Buffer.concat(chunks).subarray(0, limit).toString('utf8');
}
function readErrors(text, secrets) {
    const document = parseOrUndefined(anything, text, MAX_ERROR_BODY);
    if (document === undefined) {
        return { codes: [], words: /^\s*</.test(text) ? '' : printable(text, MAX_SHOWN, secrets) };
    }
    const { errors = [], error_description, details, message, error } = decodeOrUndefined(errorDocument, document) ?? {};
    const listed = errors.slice(0, 3);
    const codes = listed.flatMap(({ code }) => code ?? []);
    const words = listed.map(codeAndMessage).filter((part) => part !== '');
    const shown = words.length > 0 ? words.join('; ') : (error_description ?? details ?? message ?? error ?? '');
    return { codes: codes.map((code) => printable(code, 64, secrets)), words: printable(shown, MAX_SHOWN, secrets) };
}
const listedError = object({ code: ifValid(string), message: ifValid(string) });
const errorDocument = object({
    // The form of registries (distribution-spec, "Error Codes").
    errors: ifValid(arrayOfValid(listedError)),
    // Token servers answer in OAuth2's form (RFC 6749, section 5.2), some in a form of their own.
    error_description: ifValid(string),
    details: ifValid(string),
    message: ifValid(string),
    error: ifValid(string),
});
function codeAndMessage({ code, message }) {
    return [code, message].filter((part) => part !== undefined && part !== '').join(': ');
}

;// CONCATENATED MODULE: ./lib/http/http-client.js





const DEFAULT_TIMEOUTS = { connectMs: 15_000, idleMs: 60_000, commitMs: 300_000 };
const MAX_REDIRECTS = 10;
/** Requests with retries, redirects, proxies and timeouts. All of them are decided here, for every server. */
class HttpClient {
    #settings;
    constructor(settings) {
        this.#settings = settings;
    }
    /** The hosts that the user named as insecure. */
    get insecure() {
        return this.#settings.insecure;
    }
    /**
     * Gives the answer, whatever its status, unless that is one after which the request is tried again. The caller reads or
     * discards the body.
     *
     * @throws HttpError when there was no answer within the request's retry policy
     */
    async open(request) {
        return await this.send(request, (response) => Promise.resolve(response));
    }
    /**
     * As `open`, and `read` is part of the attempt: when the body breaks off, the request is sent again. `read` must read or
     * discard the whole body before it returns.
     */
    async send(request, read) {
        return await retrying(this.budget(request.retry), request.signal, async () => {
            const response = await this.#follow(request);
            if (isRetryableStatus(response.status))
                throw await this.failure(response, request);
            try {
                return await read(response);
            }
            catch (error) {
                response.abandon();
                throw error;
            }
        });
    }
    budget(policy) {
        return new RetryBudget(policy, this.#settings.clock, this.#settings.random);
    }
    /** Makes an error from an answer, and reads its body for that. */
    async failure(response, request) {
        return await responseError(response, request.secrets, this.#settings.clock.now());
    }
    /** Milliseconds since the epoch. */
    now() {
        return this.#settings.clock.now();
    }
    /** Whether `from` may lead to `to`: never from https to http, except to hosts that the user named as insecure. */
    mayFollow(from, to) {
        if (to.protocol === 'https:')
            return true;
        if (to.protocol !== 'http:')
            return false;
        // Loopback is not an exception: a server elsewhere must not lead us to the ports of this machine.
        return from.protocol === 'http:' || this.#settings.insecure.includesUrl(to);
    }
    /** Closes idle connections. Nothing may be requested afterwards. */
    close() {
        this.#settings.agents.close();
    }
    async #follow(request) {
        let { url, path, authorization } = request;
        for (let redirects = 0;; redirects++) {
            const response = await this.#exchange(request, { url, path, authorization });
            if (request.follow === false || !isRedirect(response.status))
                return response;
            await response.discard();
            const next = redirectTarget(request, response);
            if (redirects === MAX_REDIRECTS) {
                throw new HttpError(`${request.url.host} redirects in a circle`, { retryable: false, url });
            }
            if (!this.mayFollow(url, next)) {
                throw new HttpError(`${url.host} redirects from https to ${next.protocol}//${next.host}, which is refused`, {
                    retryable: false,
                    url,
                    hint: isLoopback(next.host)
                        ? undefined
                        : `If you trust that host, name ${next.host} as an insecure registry.`,
                });
            }
            // It is not sent again either when a later redirect leads back: that is another server's decision.
            if (next.origin !== url.origin)
                authorization = undefined;
            url = next;
            path = undefined;
        }
    }
    async #exchange(request, { url, path, authorization }) {
        const { userAgent, agents, insecure, timeouts } = this.#settings;
        const { method, headers, body, signal } = request;
        const anyCertificate = request.verifyCertificate === false && url.origin === request.url.origin;
        return await exchange({
            method,
            url,
            path,
            headers: {
                'user-agent': userAgent,
                ...headers,
                ...(authorization === undefined ? {} : { authorization }),
            },
            body,
            agent: agents.for(url, !anyCertificate && !insecure.includesUrl(url)),
            timeouts,
            signal,
        });
    }
}
function isRedirect(status) {
    return (status >= 301 && status <= 303) || status === 307 || status === 308;
}
/** @throws HttpError for a redirect that cannot be followed */
function redirectTarget({ method }, { status, headers, url }) {
    const { location } = headers;
    if (location === undefined || !URL.canParse(location, url.href)) {
        throw new HttpError(`${url.host} redirects (${status}) without a valid address`, { retryable: false, url });
    }
    if (status < 307 && method !== 'GET' && method !== 'HEAD') {
        // Other clients turn such a request into a GET, and its success would say nothing about the upload.
        throw new HttpError(`${url.host} redirects (${status}) a ${method} request`, { retryable: false, url });
    }
    const target = new URL(location, url);
    target.username = '';
    target.password = '';
    target.hash = '';
    return target;
}

;// CONCATENATED MODULE: ./lib/http/insecure-hosts.js


/**
 * Hosts that the user named as insecure, written like Docker's `insecure-registries`: `host`, `host:port` or a network in
 * CIDR form. Their certificates are not verified, and they may be spoken to over plain HTTP. A name matches as it is
 * written, port included; it is never looked up.
 */
class InsecureHosts {
    #names = new Set();
    #addresses = new AddressList();
    /** @throws UserError for a text that is not a host, `host:port` or network */
    constructor(names) {
        for (const name of names) {
            const host = name.replace(/^https?:\/\//i, '').replace(/\/$/, '');
            if (host.includes('/') && this.#addresses.add(host))
                continue;
            if (!/^(?:[\w.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?$/i.test(host)) {
                // Users know this setting by the name that Docker gives it.
                throw new errors_UserError(`invalid insecure registry ${JSON.stringify(name)}`, {
                    hint: 'Write a host, host:port or a network such as 10.0.0.0/8.',
                });
            }
            this.#names.add(host.toLowerCase());
        }
    }
    /** @param host as in `URL.host`: with the port, unless it is the scheme's default */
    includes(host) {
        return this.#names.has(host.toLowerCase()) || this.#addresses.has(bareHost(host));
    }
    includesUrl(url) {
        return this.includes(url.host) || this.includes(`${url.hostname}:${portOf(url)}`);
    }
}

;// CONCATENATED MODULE: ./lib/version.js
/** The version of package.json: a bundle cannot read that file, and a unit test keeps the two equal. */
const version_VERSION = '0.1.0';

;// CONCATENATED MODULE: ./lib/app/options/process/environment.js
/** What the command line and the Action read from the environment in the same way. Each hands in its own `process.env`. */


const PROXY_VARIABLES = (/* unused pure expression or super */ null && (['HTTP_PROXY', 'HTTPS_PROXY', 'FTP_PROXY', 'NO_PROXY', 'ALL_PROXY']));
/** The proxy variables that are set, under the names that they have, in upper or lower case. */
function proxiesOf(env) {
    const proxies = {};
    for (const name of PROXY_VARIABLES.flatMap((upper) => [upper, upper.toLowerCase()])) {
        const value = env[name];
        if (value !== undefined && value !== '')
            proxies[name] = value;
    }
    return proxies;
}
/** The proxies for http and https addresses, and the hosts that need none. Names in lower case count before those in upper case. */
function proxySettingsOf(proxies) {
    return {
        http: proxies['http_proxy'] ?? proxies['HTTP_PROXY'],
        https: proxies['https_proxy'] ?? proxies['HTTPS_PROXY'],
        none: proxies['no_proxy'] ?? proxies['NO_PROXY'],
    };
}
/** Where programs are looked for: PATH, or what most systems have by default. */
function programPathOf(env) {
    const given = env['PATH'];
    return given === undefined || given === '' ? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' : given;
}
/** @param home the user's home folder, absolute */
function dockerConfigDirOf(env, home, cwd) {
    const given = env['DOCKER_CONFIG'];
    return given === undefined || given === '' ? path.join(home, '.docker') : path.resolve(cwd, given);
}
/**
 * The variables by which docker's client finds its daemon. As there, DOCKER_TLS_VERIFY counts with any value.
 *
 * @param home the user's home folder, absolute
 */
function daemonSettingsOf(env, home, cwd) {
    const given = (name) => (env[name] === '' ? undefined : env[name]);
    const configFolder = dockerConfigDirOf(env, home, cwd);
    const certs = given('DOCKER_CERT_PATH');
    const verified = given('DOCKER_TLS_VERIFY') !== undefined;
    return {
        host: given('DOCKER_HOST'),
        context: given('DOCKER_CONTEXT'),
        tls: verified ? 'verified' : given('DOCKER_TLS') === undefined ? 'none' : 'unverified',
        certFolder: certs === undefined ? configFolder : path.resolve(cwd, certs),
        configFolder,
        runtimeFolder: given('XDG_RUNTIME_DIR'),
        programPath: programPathOf(env),
    };
}
/**
 * SOURCE_DATE_EPOCH: seconds, as reproducible-builds.org defines it, or `context`.
 *
 * @throws UserError when it is set to anything else
 */
function sourceDateEpochOf(env) {
    const text = env['SOURCE_DATE_EPOCH'];
    if (text === undefined || text === '')
        return undefined;
    if (text !== 'context' && (!/^\d+$/.test(text) || !Number.isSafeInteger(Number(text)))) {
        throw new UserError(`SOURCE_DATE_EPOCH is ${JSON.stringify(text)}, which is not a whole number of seconds`);
    }
    return text;
}
/** A folder of the XDG base directory specification, by which a relative path does not count. */
function xdgFolder(env, variable, home, otherwise) {
    const value = env[variable];
    return value !== undefined && path.isAbsolute(value) ? value : path.join(home, otherwise);
}

;// CONCATENATED MODULE: ./lib/app/host/http-client.js






/**
 * An HTTP client with the host's proxies and insecure hosts. The caller closes it.
 *
 * @throws UserError for a proxy or an insecure host that is not valid
 */
function httpClientOf(host) {
    return new HttpClient({
        userAgent: `layer-build/${version_VERSION}`,
        insecure: new InsecureHosts(host.insecureRegistries),
        agents: new Agents(proxySettingsOf(host.proxies)),
        timeouts: DEFAULT_TIMEOUTS,
        clock: systemClock,
        random: Math.random,
    });
}

;// CONCATENATED MODULE: ./lib/cache/pack/packed-path.js


/** The paths below the root of the files for a record, a list of files, a tree, an index and a blob. */
const packedPath = {
    record: (key) => pathFromRoot('records', digestHex(key)),
    list: (digest) => pathFromRoot('fileLists', digestHex(digest)),
    tree: (contentId) => pathFromRoot('trees', digestHex(contentId)),
    index: (diffId) => pathFromRoot('indexes', digestHex(diffId)),
    sizes: (diffId) => pathFromRoot('pathSizes', digestHex(diffId)),
    invocation: (hash) => pathFromRoot('invocations', hash),
    blob: (digest) => pathFromRoot('blobs', 'sha256', digestHex(digest)),
};
/** What builds whose steps all hit can do without. Such files may be in parcels beside the pack. */
const DETAILS = new Set(['index', 'list', 'blob']);
const packed_path_FOLDERS = {
    blob: pathFromRoot('blobs', 'sha256'),
    index: pathFromRoot('indexes'),
    record: pathFromRoot('records'),
    list: pathFromRoot('fileLists'),
    tree: pathFromRoot('trees'),
    scope: pathFromRoot('scopes'),
    sizes: pathFromRoot('pathSizes'),
    invocation: pathFromRoot('invocations'),
    baseline: pathFromRoot('baselines'),
};
const KINDS = new Map(Object.entries(packed_path_FOLDERS).map(([kind, folder]) => [folder, kind]));
/** The paths that files of a pack may have. A pack cannot write any other file below a machine's root. */
const PACKED_PATH = new RegExp(`^(?:${Object.values(packed_path_FOLDERS).join('|')})/[a-f0-9]{64}$`);
function isPackedPath(path) {
    return PACKED_PATH.test(path);
}
/** @returns `undefined` for a path that no file of a pack may have */
function packedKind(path) {
    return isPackedPath(path) ? KINDS.get(path.slice(0, path.lastIndexOf('/'))) : undefined;
}
/** @param path of a file of a pack */
function isDetail(path) {
    return DETAILS.has(packedKind(path));
}

;// CONCATENATED MODULE: ./lib/engine/layers-lost.js

/**
 * A layer of an earlier build cannot be fetched from anywhere any more. This ends a pass over the plan. In the next pass the step
 * is a miss and makes the layer again.
 */
class LayersLost extends errors_InfraError {
    layer;
    constructor(layer, options = {}) {
        super(`layer ${layer.blob.digest} is lost: neither the store, nor a cache, nor a registry has it any more`, {
            ...options,
            hint: 'Build once with --no-cache to make it again.',
        });
        this.layer = layer;
    }
}
/** The warning about layers that do not match their digests. */
function flawedWords(flawed) {
    return `${flawed.join(', ')}: damaged or forged in a cache. Nothing that came from a cache is used`;
}

;// CONCATENATED MODULE: ./lib/layer/compression/blob-file.js




/** A blob's file, hashed while it is written. */
class blob_file_BlobFile {
    #fd;
    #path;
    #hash = createHash('sha256');
    #size = 0;
    #closed = false;
    constructor(path) {
        this.#path = path;
        this.#fd = openSync(path, 'w', 0o600);
    }
    write(chunk) {
        this.#hash.update(chunk);
        this.#size += chunk.length;
        try {
            for (let at = 0; at < chunk.length;)
                at += writeSync(this.#fd, chunk, at);
        }
        catch (error) {
            throw diskError(error, 'write the layer', this.#path);
        }
    }
    finish() {
        this.close();
        return { digest: digestOfHex(this.#hash.digest('hex')), size: this.#size };
    }
    close() {
        if (this.#closed)
            return;
        this.#closed = true;
        closeSync(this.#fd);
    }
}

;// CONCATENATED MODULE: ./lib/layer/compression/compress.js







/**
 * Compresses `source`. The result depends on the input, the kind, the level, the groups, and for zstd on the version of the compressor.
 *
 * @param groups bytes of the input in each group that it is to be cut into; absent: it is not cut. zstd with a level, or by another program,
 *   is never cut.
 * @throws InfraError if there is nothing that makes zstd; what `source` throws
 */
async function* compress_compress(source, { kind, level }, signal, groups) {
    switch (kind) {
        case 'uncompressed':
            return yield* source;
        case 'gzip':
            return yield* inGroups(source, kind, level, groups);
        case 'zstd': {
            if (nodeZstd === undefined)
                return yield* compress_throughProgram(source, level, signal);
            if (groups !== undefined && level === undefined)
                return yield* inGroups(source, kind, level, groups);
            const params = level === undefined ? {} : { params: { [ZSTD_LEVEL]: level } };
            return yield* throughStream(source, nodeZstd.createZstdCompress(params), signal);
        }
    }
}
/**
 * Checks before a build that its layers can be compressed at its end.
 *
 * @throws InfraError if there is nothing that makes zstd
 */
async function checkCompressor({ kind }) {
    if (kind !== 'zstd' || nodeZstd !== undefined)
        return;
    const program = spawn(PROGRAM, ['--version'], { stdio: 'ignore' });
    await once(program, 'close').catch((error) => {
        throw noZstd(error);
    });
}
const PROGRAM = 'zstd';
function noZstd(cause) {
    return new InfraError('compression=zstd needs Node.js 22.15 or newer, or the program zstd', {
        hint: 'Install zstd, or use compression=gzip.',
        cause,
    });
}
async function* inGroups(source, format, level, groups) {
    let ready = [];
    const take = () => {
        const taken = ready;
        ready = [];
        return taken;
    };
    const compressor = groupCompressor(format, (chunk) => ready.push(chunk), {
        ...(level !== undefined && { level }),
        ...(groups !== undefined && { onGroup: () => undefined }),
    });
    const cuts = new Cuts(groups ?? []);
    try {
        for await (const chunk of source) {
            cuts.write(chunk, compressor);
            await compressor.drained();
            yield* take();
        }
        await compressor.finish();
        yield* take();
    }
    finally {
        await compressor.abandon();
    }
}
/** Cuts groups of given sizes. The last one ends with the output, as it does where a layer is made. */
class Cuts {
    #sizes;
    #number = 0;
    #left;
    constructor(sizes) {
        this.#sizes = sizes;
        this.#left = this.#sizeOf(0);
    }
    write(chunk, compressor) {
        for (let at = 0; at < chunk.length;) {
            const part = chunk.subarray(at, at + this.#left);
            compressor.write(part);
            at += part.length;
            this.#left -= part.length;
            if (this.#left > 0)
                continue;
            compressor.cut();
            this.#left = this.#sizeOf(++this.#number);
        }
    }
    #sizeOf(number) {
        return number < this.#sizes.length - 1 ? (this.#sizes[number] ?? Infinity) : Infinity;
    }
}
async function* throughStream(source, transform, signal) {
    const feeding = pipeline(feedOf(source), transform, { signal });
    // The reader gets the error from the transform. Here it only must not count as unhandled.
    feeding.catch(() => undefined);
    try {
        for await (const chunk of transform)
            yield chunk;
        await feeding;
    }
    finally {
        transform.destroy();
    }
}
function feedOf(source) {
    return Readable.from(source, { objectMode: true, highWaterMark: 2 });
}
/** zstd 20 to 22 are behind a flag, since they need much memory. */
const LAST_PLAIN_LEVEL = 19;
async function* compress_throughProgram(source, level, signal) {
    const ultra = level !== undefined && level > LAST_PLAIN_LEVEL ? ['--ultra'] : [];
    // Level 0 means the default, which the program does not take as a number.
    const flags = level === undefined || level === 0 ? [] : [...ultra, `-${level}`];
    const child = spawn(PROGRAM, ['--quiet', '--stdout', ...flags], { stdio: ['pipe', 'pipe', 'pipe'] });
    try {
        await once(child, 'spawn');
    }
    catch (error) {
        throw noZstd(error);
    }
    let complaint = '';
    child.stderr.setEncoding('utf8').on('data', (text) => (complaint = (complaint + text).slice(0, 500)));
    const exited = new Promise((resolve) => child.on('close', resolve));
    const feeding = pipeline(feedOf(source), child.stdin, { signal }).then(() => undefined, (error) => {
        child.kill('SIGKILL');
        return { error };
    });
    try {
        for await (const chunk of child.stdout)
            yield chunk;
        const code = await exited;
        const failure = await feeding;
        // If the program stopped reading, its exit code says why.
        if (failure !== undefined && errorCode(failure.error) !== 'EPIPE')
            throw failure.error;
        if (code !== 0)
            throw new InfraError(`zstd failed: ${complaint.trim()}`);
    }
    finally {
        child.kill('SIGKILL');
    }
}

;// CONCATENATED MODULE: ./lib/layer/compression/recompress.js








const MEDIA_TYPES = { gzip: OCI_LAYER_GZIP, zstd: OCI_LAYER_ZSTD, uncompressed: OCI_LAYER };
/** Bytes of the blob at a time. */
const recompress_CHUNK = (/* unused pure expression or super */ null && (256 * 1024));
/** How a layer is compressed, by its media type. */
function kindOfLayer(mediaType) {
    const type = ociLayerType(mediaType);
    return ['gzip', 'zstd', 'uncompressed'].find((kind) => MEDIA_TYPES[kind] === type);
}
/**
 * Writes a layer's tar to a file, compressed in another way. A few megabytes are in memory at a time. If it is known how the layer was cut
 * into groups, the new blob is cut there too: it is then the very blob that would have been made in the first place.
 *
 * @param blobFile absolute path of the layer's blob
 * @param file absolute path of the new blob; it may be there after an error
 * @returns the new blob, and the bytes of the tar
 * @throws InfraError if the blob is not that of the layer, or if nothing can compress in this way
 */
async function recompressBlob(blobFile, layer, compression, file, signal) {
    const label = `layer ${layer.blob.digest}`;
    const diff = createHash('sha256');
    let uncompressedSize = 0;
    async function* tar() {
        const source = createReadStream(blobFile, { highWaterMark: recompress_CHUNK });
        for await (const chunk of decompress(source, { label, signal })) {
            diff.update(chunk);
            uncompressedSize += chunk.length;
            yield chunk;
        }
    }
    const target = new BlobFile(file);
    try {
        const groups = layer.groups?.groups.map(({ size }) => size);
        for await (const chunk of compress(tar(), compression, signal, groups))
            target.write(chunk);
    }
    finally {
        target.close();
    }
    if (diffIdOfHex(diff.digest('hex')) !== layer.diffId)
        throw new InfraError(`${label} is damaged in the store`);
    return { blob: { mediaType: MEDIA_TYPES[compression.kind], ...target.finish() }, uncompressedSize };
}

;// CONCATENATED MODULE: ./lib/layer/index-builder.js


/** Makes a layer's index: its structure, and the digest of each file. */
class IndexBuilder {
    #structure;
    #file;
    /** @param label how errors name the layer */
    constructor(label) {
        this.#structure = new layer_structure_LayerStructure(label);
    }
    /** @throws InfraError when the entry is not valid at its path */
    entry(entry) {
        this.#structure.enter(entry);
        if (entry.type === 'file')
            this.#file = { entry, digest: new FileDigest(entry.size) };
    }
    data(chunk) {
        this.#file?.digest.update(chunk);
    }
    end() {
        if (this.#file === undefined)
            return;
        const { entry, digest } = this.#file;
        this.#file = undefined;
        this.#structure.put(digestedFile(entry, digest.digest()));
    }
    opaque(path) {
        this.#structure.opaque(path);
    }
    /** @throws InfraError for a layer that is not valid as a whole */
    finish() {
        return this.#structure.finish();
    }
}

;// CONCATENATED MODULE: ./lib/layer/tree-digest.js





const tree_digest_VERSION = 'layer-tree/1';
/**
 * Identifies what a layer contains, without the order and the mtimes of its tar: sha256 over the entries, sorted by path, each field with
 * its length in front. It makes no difference which of several hard links is the file in the tar.
 *
 * @throws InfraError when hard links form a circle
 */
function tree_digest_treeDigest(entries) {
    const hash = (0,external_node_crypto_namespaceObject.createHash)('sha256');
    let text = field(tree_digest_VERSION);
    const canonical = canonicalLinks(entries);
    for (const entry of PackedEntries.of(entries).sorted()) {
        text += canonicalEntry(canonical(entry));
        if (text.length > FLUSH) {
            // UTF-16: invalid bytes in names are encoded as lone surrogates, which UTF-8 does not have.
            hash.update(text, 'utf16le');
            text = '';
        }
    }
    return treeDigestOfHex(hash.update(text, 'utf16le').digest('hex'));
}
/** Characters that are hashed at a time. */
const FLUSH = 64 * 1024;
function field(value) {
    const text = String(value);
    return `${text.length}:${text}`;
}
/** An entry as part of the tree digest. Two entries that differ at most in times have the same text. */
function canonicalEntry(entry) {
    const start = field(entry.type) + field(entry.path);
    switch (entry.type) {
        case 'file':
            return start + metadata(entry) + field(entry.size) + field(entry.digest);
        case 'directory':
            return start + metadata(entry) + field(entry.opaque === true ? 'opaque' : '');
        case 'symlink':
            return start + metadata(entry) + field(entry.target);
        case 'char':
        case 'block':
            return start + metadata(entry) + field(entry.major) + field(entry.minor);
        case 'fifo':
            return start + metadata(entry);
        case 'hardlink':
            return start + field(entry.target);
        case 'whiteout':
            return start;
        default:
            return unreachable(entry);
    }
}
function metadata(entry) {
    const { mode, uid, gid, xattrs } = entry;
    const own = field(mode) + field(uid) + field(gid);
    if (xattrs === undefined)
        return own + field(0);
    const names = Object.keys(xattrs).sort();
    return own + field(names.length) + names.map((name) => field(name) + field(xattrs[name] ?? '')).join('');
}
/** Makes the first path of each group of hard links the file, and the others links to it. */
function canonicalLinks(entries) {
    const links = new HardLinks(entries);
    if (links.size === 0)
        return (entry) => entry;
    const carriers = new Map();
    const least = new Map();
    for (const link of links.paths()) {
        const carrier = links.carrier(link);
        const known = least.get(carrier) ?? carrier;
        least.set(carrier, link < known ? link : known);
    }
    for (const entry of entries) {
        if (entry.type !== 'whiteout' && entry.type !== 'hardlink' && least.has(entry.path))
            carriers.set(entry.path, entry);
    }
    return (entry) => {
        if (entry.type === 'whiteout')
            return entry;
        const { path } = entry;
        const carrier = links.carrier(path);
        const name = least.get(carrier);
        if (name === undefined)
            return entry;
        const file = carriers.get(carrier);
        // The file is in a layer below.
        if (file === undefined)
            return { type: 'hardlink', path, target: carrier };
        return path === name ? { ...file, path } : { type: 'hardlink', path, target: name };
    };
}

;// CONCATENATED MODULE: ./lib/layer/layer-reader.js











/** Bytes of a blob file at a time. */
const layer_reader_CHUNK = 256 * 1024;
/**
 * Reads a layer's blob once, from a file or a stream. Checks its size and its diff id or digest, and makes its index.
 *
 * @throws InfraError when the bytes are not those of `blob`, or not a valid layer; whatever the source or visitor throws
 */
async function readLayer(source, blob, options = {}, visitor) {
    const builder = new IndexBuilder(labelOf(blob));
    const diffId = await passThrough(source, blob, options, visitor === undefined ? [builder] : [builder, visitor]);
    const { entries, repeats } = builder.finish();
    return { entries, diffId, treeDigest: tree_digest_treeDigest(entries), ...(repeats.size === 0 ? {} : { repeats }) };
}
/**
 * As `readLayer`, for a caller that has the index: files are not hashed one by one.
 *
 * @returns the layer's entries, each path once
 * @throws as `readLayer`
 */
async function visitLayer(source, blob, options, visitor) {
    const structure = new LayerStructure(labelOf(blob));
    const check = {
        entry: (entry) => {
            structure.enter(entry);
            if (entry.type === 'file')
                structure.put(entry);
        },
        data: () => undefined,
        end: () => undefined,
        opaque: (path) => structure.opaque(path),
    };
    await passThrough(source, blob, options, [check, visitor]);
    return structure.finish().entries;
}
/**
 * Reads some members of a layer's tar, from the start of one of them. Whether the end of the last one came is for the visitor to see.
 *
 * @param label how errors name the layer
 * @returns takes the tar's bytes. @throws InfraError when they are not a valid layer; what the visitor throws
 */
function memberReader(label, visitor) {
    return new TarReader(new LayerSink(label, [visitor]), label);
}
/**
 * @param visitors each entry goes to them in this order; the first may refuse it
 * @returns the diff id
 */
async function passThrough(source, blob, options, visitors) {
    const label = labelOf(blob);
    const reader = new tar_reader_TarReader(new LayerSink(label, visitors), label);
    const diff = (0,external_node_crypto_namespaceObject.createHash)('sha256');
    const input = typeof source === 'string' ? (0,external_node_fs_namespaceObject.createReadStream)(source, { highWaterMark: layer_reader_CHUNK }) : source;
    const checked = new CheckedBlob(input, blob, options);
    for await (const chunk of decompress_decompress(checked.bytes(), { label, signal: options.signal })) {
        diff.update(chunk);
        reader.write(chunk);
    }
    if (!checked.complete)
        throw new errors_InfraError(`${label} goes on after the end of its compressed data`);
    reader.finish();
    const diffId = identity_diffIdOfHex(diff.digest('hex'));
    if (options.expectedDiffId !== undefined && diffId !== options.expectedDiffId) {
        throw new errors_InfraError(`${label} has the diff id ${diffId}, and the image config says ${options.expectedDiffId}`);
    }
    return diffId;
}
function labelOf({ digest }) {
    return `layer ${digest}`;
}
/** Checks a blob's size while it is read, and its digest if the diff id is not known. */
class CheckedBlob {
    /** Whether the source was read to its end and passed the checks. */
    complete = false;
    #source;
    #blob;
    #options;
    constructor(source, blob, options) {
        this.#source = source;
        this.#blob = blob;
        this.#options = options;
    }
    async *bytes() {
        const { digest, size } = this.#blob;
        const hash = this.#options.expectedDiffId === undefined ? (0,external_node_crypto_namespaceObject.createHash)(digestAlgorithm(digest)) : undefined;
        let count = 0;
        for await (const chunk of this.#source) {
            hash?.update(chunk);
            count += chunk.length;
            if (count > size)
                throw new errors_InfraError(`layer ${digest} is longer than its ${size} bytes`);
            this.#options.onProgress?.(count);
            yield chunk;
        }
        if (count !== size)
            throw new errors_InfraError(`layer ${digest} has ${count} bytes instead of ${size}`);
        if (hash !== undefined && hash.digest('hex') !== digestHex(digest))
            throw new errors_InfraError(`layer ${digest} has other content than its digest`);
        this.complete = true;
    }
}
/** From tar members to entries. */
class LayerSink {
    #entries;
    #visitors;
    #open = false;
    constructor(label, visitors) {
        this.#entries = new LayerEntries(label);
        this.#visitors = visitors;
    }
    entry(header) {
        const member = this.#entries.next(header);
        this.#open = member.kind === 'entry';
        if (member.kind === 'entry')
            for (const visitor of this.#visitors)
                visitor.entry(member.entry);
        else if (member.kind === 'opaque')
            for (const visitor of this.#visitors)
                visitor.opaque(member.path);
    }
    data(chunk) {
        if (this.#open)
            for (const visitor of this.#visitors)
                visitor.data(chunk);
    }
    end() {
        if (!this.#open)
            return;
        this.#open = false;
        for (const visitor of this.#visitors)
            visitor.end();
    }
}

;// CONCATENATED MODULE: ./lib/layer/layer.js

/** Whether a step made the layer. Keys know a base's layer by its diff id. */
function isMade({ contentId, diffId }) {
    return contentId !== contentIdOfBase(diffId);
}

;// CONCATENATED MODULE: ./lib/app/host/blob-progress.js
/** Passes on the progress of one blob's download to all who wait for it, even if they start to wait later. */
class BlobGrowth {
    #watchers = [];
    #file;
    #bytes = 0;
    add(watcher) {
        this.#watchers.push(watcher);
        if (this.#file === undefined)
            return;
        watcher.begins(this.#file);
        watcher.grows(this.#bytes);
    }
    begins(file) {
        this.#file = file;
        this.#bytes = 0;
        for (const watcher of this.#watchers)
            watcher.begins(file);
    }
    grows(bytes) {
        this.#bytes = bytes;
        for (const watcher of this.#watchers)
            watcher.grows(bytes);
    }
    /** The download is complete, and the file has its final name. */
    ends() {
        this.#file = undefined;
        this.#watchers.length = 0;
    }
}

;// CONCATENATED MODULE: ./lib/app/host/partial-blobs.js



/** Blobs of which only parts were fetched: each is a file with holes. Nothing in them was verified, and they last as long as the build. */
class PartialBlobs {
    #newIngest;
    #blobs = new Map();
    constructor(newIngest) {
        this.#newIngest = newIngest;
    }
    /**
     * Writes a part of a blob.
     *
     * @param bytes of the part; any other number of them is an error
     * @returns the file that has the part, at its own place
     * @throws InfraError for the disk; what `bytes` throws
     */
    async write(digest, { offset, length }, bytes) {
        const { blobFile } = await this.#ingestOf(digest);
        const end = offset + length;
        let at = offset;
        const handle = await (0,promises_namespaceObject.open)(blobFile, 'r+');
        try {
            for await (const chunk of bytes) {
                if (at + chunk.byteLength > end)
                    throw new errors_InfraError(`a part of blob ${digest} is too long`);
                for (let done = 0; done < chunk.byteLength;) {
                    const { bytesWritten } = await handle.write(chunk, done, undefined, at);
                    done += bytesWritten;
                    at += bytesWritten;
                }
            }
        }
        catch (error) {
            throw write_error_diskError(error, 'write a part of a layer to', blobFile);
        }
        finally {
            await handle.close();
        }
        if (at < end)
            throw new errors_InfraError(`a part of blob ${digest} is cut off`);
        return blobFile;
    }
    /** Removes them. No part is read any more. */
    async close() {
        const ingests = await Promise.allSettled(this.#blobs.values());
        this.#blobs.clear();
        for (const ingest of ingests)
            if (ingest.status === 'fulfilled')
                await ingest.value.discard();
    }
    #ingestOf(digest) {
        let ingest = this.#blobs.get(digest);
        if (ingest === undefined) {
            ingest = this.#newIngest().then(async (made) => {
                await (await (0,promises_namespaceObject.open)(made.blobFile, 'wx', 0o600)).close();
                return made;
            });
            this.#blobs.set(digest, ingest);
            ingest.catch(() => this.#blobs.delete(digest));
        }
        return ingest;
    }
}

;// CONCATENATED MODULE: ./lib/app/host/prove-layer.js





/**
 * Checks a layer on this machine against its digests: the blob, the diff id, the tree, and the index against the blob. The
 * tree of a layer that a step made is known, so its index can be checked without the blob. The index of a base's layer can
 * only be checked with the blob.
 *
 * @returns `undefined` if nothing is wrong, or nothing can be checked
 */
async function flawOf(parts) {
    const { layer, index, content, signal } = parts;
    const { blob, diffId, contentId } = layer;
    const isBase = contentId === contentIdOfBase(diffId);
    if (!isBase && index !== undefined && !hasTree(index, layer))
        return 'index';
    const size = await content.size(blob.digest);
    if (!isBase && size === undefined)
        return undefined;
    if (size !== undefined && size !== blob.size)
        return 'blob';
    let fetched;
    try {
        fetched = await parts.fetch();
    }
    catch {
        signal.throwIfAborted();
        return undefined;
    }
    let found;
    try {
        // eslint-disable-next-line @typescript-eslint/no-unused-vars -- reading to the end is the check
        for await (const _ of content.open(blob, signal))
            ;
        found = await readLayer(fetched, blob, { expectedDiffId: diffId, signal });
    }
    catch (error) {
        signal.throwIfAborted();
        if (error instanceof errors_InfraError)
            return 'blob';
        throw error;
    }
    if (!isBase && !hasTree(found, layer))
        return 'blob';
    return index === undefined || indexDigest(index) === indexDigest(found) ? undefined : 'index';
}
function hasTree({ entries }, { contentId }) {
    try {
        return contentIdOfTree(tree_digest_treeDigest(entries)) === contentId;
    }
    catch (error) {
        if (error instanceof errors_InfraError)
            return false;
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/app/host/layer-provider.js












/**
 * Layers of the local store. Missing ones are fetched from their known sources. Each is fetched and indexed at most once.
 */
class LayerProvider {
    #content;
    #store;
    #registry;
    /** The repositories of base images, by their layers' blobs. */
    #sources = new Map();
    #opens = new Map();
    /** The locations that may have the blobs of earlier builds, in the order in which they are asked. */
    #locations = new Map();
    #details;
    #makers = new Map();
    #lost = new Set();
    #fetches = new Map();
    #partial;
    /** Whether the whole blob could be had without fetching it. */
    #gathered = new Map();
    #indexes = new Map();
    /** Layers from which this build read something that it did not make itself. */
    #used = new Map();
    /** Something from a cache was wrong. From then on, each index is checked against its layer before it is used. */
    #doubting = false;
    #sink;
    #toldUnreadable = false;
    constructor(content, store, registry, sink) {
        this.#sink = sink;
        this.#content = content;
        this.#store = store;
        this.#registry = registry;
        this.#partial = new PartialBlobs(() => store.newIngest());
    }
    /** Tells from which repository a layer's blob can be fetched. */
    addSource(layer, source) {
        this.#sources.set(layer.blob.digest, source);
    }
    /** Tells how to read a blob that is somewhere else on this machine. */
    addFile(layer, open) {
        this.#opens.set(layer.blob.digest, open);
    }
    /** Adds a location that may have a blob of an earlier build. */
    addLocation(digest, location) {
        const known = this.#locations.get(digest);
        if (known === undefined)
            this.#locations.set(digest, [location]);
        else
            known.push(location);
    }
    /** Adds what brings indexes and small blobs of earlier builds. */
    addDetails(details) {
        this.#details = details;
    }
    addMaker(layer, make) {
        this.#makers.set(layer.blob.digest, make);
    }
    /** The repository that has the blob of a base image. */
    sourceOf(digest) {
        return this.#sources.get(digest);
    }
    /** The diff ids of the layers whose index this build read. */
    get indexed() {
        return [...this.#indexes.keys()];
    }
    index(layer, signal) {
        this.#used.set(layer.blob.digest, layer);
        return onceFor(this.#indexes, layer.diffId, async () => {
            if (this.#doubting)
                await this.#forgetFlawed(layer, signal);
            const known = await this.indexAtHand(layer);
            if (known !== undefined)
                return known;
            const file = await this.blobFile(layer, signal);
            const index = await readLayer(file, layer.blob, { expectedDiffId: layer.diffId, signal });
            await this.#store.putIndex(index);
            return index;
        });
    }
    async indexAtHand(layer) {
        return this.#indexOf(layer.diffId);
    }
    /** The file with the layer's index, in the store or brought by an earlier build's cache; `undefined` if there is none. */
    async indexFile({ diffId }) {
        const known = await this.#store.indexFile(diffId);
        if (known !== undefined)
            return known;
        return (await this.#details?.bring(packedPath.index(diffId))) === true ? this.#store.indexFile(diffId) : undefined;
    }
    /** The layer's index, if it is on this machine. */
    async indexHere({ diffId }) {
        return this.#store.indexOf(diffId);
    }
    async hasIndex({ diffId }) {
        if (this.#indexes.has(diffId) || (await this.#store.missingIndexFile(diffId)) === undefined)
            return true;
        await this.#details?.ready();
        return this.#details?.has(packedPath.index(diffId)) === true;
    }
    blobFile(layer, signal, watch) {
        const { digest } = layer.blob;
        this.#used.set(digest, layer);
        let fetch = this.#fetches.get(digest);
        if (fetch === undefined) {
            const growth = new BlobGrowth();
            fetch = { growth, file: this.#stored(layer, signal, growth) };
            this.#fetches.set(digest, fetch);
            // A failure is forgotten, so that it can be tried again.
            fetch.file.catch(() => this.#fetches.delete(digest));
        }
        if (watch !== undefined)
            fetch.growth.add(watch);
        return fetch.file;
    }
    async blobPart(layer, part, signal) {
        const { digest } = layer.blob;
        this.#used.set(digest, layer);
        const isWhole = () => onceFor(this.#gathered, digest, () => this.#gather(layer, signal));
        if (!this.#fetches.has(digest) && !(await isWhole())) {
            for (const open of this.#partsOf(layer)) {
                try {
                    return await this.#partial.write(digest, part, open(part, signal));
                }
                catch {
                    // Whatever it is, it is told if the whole cannot be had either.
                    signal.throwIfAborted();
                }
            }
        }
        return this.blobFile(layer, signal);
    }
    /** Nothing is read from the layers any more. */
    close() {
        return this.#partial.close();
    }
    async available(layer) {
        const { digest } = layer.blob;
        if (this.isLost(layer))
            return false;
        const isKnown = () => [this.#sources, this.#opens, this.#locations, this.#makers].some((known) => known.has(digest));
        if (isKnown() || (await this.isHere(layer)))
            return true;
        await this.#details?.ready();
        return isKnown() || this.#details?.has(packedPath.blob(digest)) === true;
    }
    /** Whether the whole blob is here. A record may name a size that the blob does not have: that is another one. */
    async isHere({ blob }) {
        return (await this.#content.size(blob.digest)) === blob.size;
    }
    isLost(layer) {
        return this.#lost.has(layer.blob.digest);
    }
    async take(made) {
        const layer = await this.#store.take(made);
        this.#lost.delete(layer.blob.digest);
        this.#used.delete(layer.blob.digest);
        return layer;
    }
    async recheck(signal) {
        const wrong = [];
        for (const layer of this.#used.values()) {
            const flawed = await this.#forgetFlawed(layer, signal);
            if (flawed !== undefined)
                wrong.push(flawed);
        }
        if (wrong.length > 0) {
            this.#doubting = true;
            this.#indexes.clear();
        }
        return wrong;
    }
    drop(made) {
        return this.#store.drop(made);
    }
    newIngest() {
        return this.#store.newIngest();
    }
    async #stored(layer, signal, growth) {
        if (isMade(layer) && isZstd(layer) && !(await readsZstd()))
            throw this.#unreadable(layer);
        if (!(await this.isHere(layer)))
            await this.#fetch(layer, signal, growth);
        growth.ends();
        return this.#content.path(layer.blob.digest);
    }
    /** What another Node.js made can be made again. */
    #unreadable(layer) {
        this.#lost.add(layer.blob.digest);
        if (!this.#toldUnreadable) {
            this.#toldUnreadable = true;
            this.#sink?.({
                type: 'warning',
                message: 'layers in the cache are compressed with zstd, which this Node.js cannot read: steps run again for them',
                hint: 'Use Node.js 22.15 or newer, or install the program zstd.',
            });
        }
        return new LayersLost(layer);
    }
    /** The index in the store, or of an earlier build. */
    async #indexOf(diffId) {
        const known = await this.#store.indexOf(diffId);
        if (known !== undefined)
            return known;
        return (await this.#details?.bring(packedPath.index(diffId))) === true ? this.#store.indexOf(diffId) : undefined;
    }
    /** Small blobs are among the details. */
    async #isBrought(layer) {
        return (await this.#details?.bring(packedPath.blob(layer.blob.digest))) === true && (await this.isHere(layer));
    }
    /** Who gives parts of the layer's blob. */
    #partsOf({ blob }) {
        const source = this.#sources.get(blob.digest);
        if (source !== undefined)
            return [(part, signal) => this.#registry.fetchBlobPart(source, blob, part, signal)];
        return (this.#locations.get(blob.digest) ?? []).flatMap((location) => location.openPart === undefined ? [] : [location.openPart.bind(location, blob)]);
    }
    /** @returns whether the blob is in the store now */
    async #gather(layer, signal) {
        if (await this.isHere(layer))
            return true;
        const { digest } = layer.blob;
        if (this.#opens.has(digest) || this.#sources.has(digest))
            return false;
        return (await this.#isBrought(layer)) || (await this.#remake(layer, signal));
    }
    /** A base's blob can be fetched again; without the blob of any other layer, its step makes the layer again. */
    async #forgetFlawed(layer, signal) {
        if (this.isLost(layer))
            return undefined;
        const { blob, diffId } = layer;
        const index = await this.#store.indexOf(diffId);
        const fetch = () => this.blobFile(layer, signal);
        const flaw = await flawOf({ layer, index, content: this.#content, fetch, signal });
        if (flaw === undefined)
            return undefined;
        this.#indexes.delete(diffId);
        await this.#store.removeIndex(diffId);
        if (flaw === 'index')
            return `the index of layer ${blob.digest}`;
        await this.#content.remove(blob.digest);
        this.#fetches.delete(blob.digest);
        if (!this.#sources.has(blob.digest) && !this.#opens.has(blob.digest))
            this.#lost.add(blob.digest);
        return `layer ${blob.digest}`;
    }
    async #fetch(layer, signal, growth) {
        const { blob } = layer;
        const options = {
            signal,
            onFile: (file) => growth.begins(file),
            onProgress: (bytes) => growth.grows(bytes),
        };
        const open = this.#opens.get(blob.digest);
        if (open !== undefined) {
            await this.#content.ingest(open(signal), blob, options);
            return;
        }
        const source = this.#sources.get(blob.digest);
        if (source !== undefined) {
            await this.#content.ingest(this.#registry.fetchBlob(source, blob, signal), blob, options);
            return;
        }
        if (await this.#isBrought(layer))
            return;
        if (await this.#remake(layer, signal))
            return;
        if (await this.#fetchFromLocations(layer, signal, options))
            return;
        this.#lost.add(blob.digest);
        throw new LayersLost(layer);
    }
    async #fetchFromLocations({ blob }, signal, options) {
        for (const location of this.#locations.get(blob.digest) ?? []) {
            try {
                const started = performance.now();
                await this.#content.ingest(location.open(blob, signal), blob, options);
                location.arrived(blob, performance.now() - started);
                return true;
            }
            catch (error) {
                signal.throwIfAborted();
                // The layer is where it was: no other location helps, and nobody has lost it.
                if (error instanceof Error && isFull(errors_errorCode(error.cause)))
                    throw error;
                location.failed(blob, error);
            }
        }
        return false;
    }
    /** Makes the layer again. If another version of the compressor makes other bytes, the result cannot be used. */
    async #remake(layer, signal) {
        const make = this.#makers.get(layer.blob.digest);
        const index = make === undefined ? undefined : await this.#indexOf(layer.diffId);
        if (make === undefined || index === undefined)
            return false;
        // The index may be forged: then the layer is fetched in another way.
        const format = kindOfLayer(layer.blob.mediaType);
        if (format !== 'gzip' && formatFor(true) !== format)
            return false;
        const made = await make({ index, format }, signal).catch(() => signal.throwIfAborted());
        if (made === undefined)
            return false;
        if (made.blob.digest === layer.blob.digest && made.blob.size === layer.blob.size) {
            await this.#store.take(made);
            return true;
        }
        await this.#store.drop(made);
        return false;
    }
}
function isZstd({ blob }) {
    return kindOfLayer(blob.mediaType) === 'zstd';
}
/** Does the work once for each key. A failure is forgotten, so that it can be tried again. */
function onceFor(known, key, work) {
    let result = known.get(key);
    if (result === undefined) {
        result = work();
        known.set(key, result);
        result.catch(() => known.delete(key));
    }
    return result;
}

;// CONCATENATED MODULE: ./lib/app/host/open-files.js


/** A build with several stages side by side, a worker, and the connections of a push opens some 60 files at once. */
const NEEDED = 128;
/**
 * Checks the limit of open files. Node raises it as far as the machine's administrator allows. If that is too low, anything
 * may fail first, so it is checked before the build starts.
 *
 * @throws InfraError
 */
function requireOpenFiles() {
    const allowed = openFileLimit();
    if (allowed === undefined || allowed >= NEEDED)
        return;
    throw new errors_InfraError(`a process may have ${allowed} open files here, and this needs ${NEEDED}`, {
        hint: `Raise the limit: ulimit -n 1024, or LimitNOFILE= of the service that starts this.`,
    });
}
/** `undefined` if the system does not say. */
function openFileLimit() {
    let limits;
    try {
        limits = (0,external_node_fs_namespaceObject.readFileSync)('/proc/self/limits', 'utf8');
    }
    catch {
        return undefined;
    }
    const [, soft] = /^Max open files +(\d+)/m.exec(limits) ?? [];
    return soft === undefined ? undefined : Number(soft);
}

;// CONCATENATED MODULE: ./lib/app/host/adapters.js





















/**
 * Opens the store, and takes a lease that keeps it from being pruned. Nothing else is started, and no request is made yet.
 *
 * @param restored resolves when packs are restored; only then, a document of a base that is not here counts as missing
 */
function openAdapters(host, sink, restored) {
    requireOpenFiles();
    const folder = StoreFolder.open(host.root);
    const lease = takeLease(folder);
    const forget = atExit(lease.release);
    const content = new ContentStore(folder);
    const store = new LayerStore(folder, content);
    const images = new ImageStore(folder);
    const http = httpClientOf(host);
    const registry = new RegistryClient({
        http,
        credentials: credentialsOf(host),
        mirrors: host.registryMirrors,
        events: sink,
        documents: documentsIn(content, restored),
    });
    const layers = new LayerProvider(content, store, registry, sink);
    const bases = new BaseResolver(images, content, registry, layers);
    const emulators = new Emulators({ path: host.programPath, bases, layers, sink });
    const launch = {
        node: process.execPath,
        script: host.workerEntry,
        path: host.programPath,
        ...currentUser(),
        ...(host.cgroupParent !== undefined && { cgroupParent: host.cgroupParent }),
    };
    const runner = new WorkerRunner({
        root: host.root,
        ...launch,
        ...(host.storageDriver !== undefined && { storage: host.storageDriver }),
        beforeStart: (signal) => untilNothingIsRemoved(folder, signal),
        fetchRuntime: (signal) => runtimeFor(host, sink, signal),
        hasLeftEmulators: hasLeftEmulators,
        emit: sink,
        outputTaken: outputTaken,
        indexFile: (layer) => store.missingIndexFile(layer.diffId),
        knownIndex: (layer) => layers.indexFile(layer),
    }, layers, emulators);
    return {
        folder,
        lease,
        content,
        images,
        registry,
        layers,
        bases,
        emulators,
        runner,
        launch,
        close: async () => {
            const pushesStopped = registry.close();
            try {
                await runner.close();
                await pushesStopped;
                await layers.close();
            }
            finally {
                http.close();
                lease.release();
                forget();
            }
        },
    };
}
/** The logins that were given to this build, then Docker's config.json. */
function credentialsOf({ logins = [], dockerConfigDir }) {
    const given = logins.map(({ registry, username, password }) => [registry, { kind: 'basic', username, password }]);
    return new GivenCredentials(new Map(given), new DockerConfig(dockerConfigDir));
}
async function runtimeFor(host, sink, signal) {
    const transport = httpClientOf(host);
    try {
        return await fetchRuntime({
            folder: host.runtimeFolder ?? pathInRoot(host.root, 'runtimes'),
            arch: process.arch,
            send: (request, read) => transport.send(request, read),
            notice: (message) => sink({ type: 'notice', message }),
        }, signal);
    }
    finally {
        transport.close();
    }
}
/** The user and its name. In a container, the user may have no name: then it is the id. */
function currentUser() {
    const uid = process.getuid?.() ?? 0;
    try {
        return { uid, userName: (0,external_node_os_namespaceObject.userInfo)().username };
    }
    catch {
        return { uid, userName: String(uid) };
    }
}
/** Runs `work` with adapters, and closes them afterwards, even if it fails. */
async function withAdapters(host, sink, work) {
    const adapters = openAdapters(host, sink);
    try {
        return await work(adapters);
    }
    finally {
        await adapters.close();
    }
}
function documentsIn(content, restored = () => Promise.resolve()) {
    return {
        find: async (digest, maxBytes) => {
            if (!(await content.has(digest)))
                await restored().catch(() => undefined);
            const size = await content.size(digest);
            if (size === undefined || size > maxBytes)
                return undefined;
            return content.read({ digest, size }, maxBytes).catch((error) => {
                // It is damaged here, but the registry has it.
                if (error instanceof errors_InfraError)
                    return undefined;
                throw error;
            });
        },
        keep: (document, bytes) => content.ingest([bytes], document),
    };
}

;// CONCATENATED MODULE: ./lib/app/containers/container-log.js






/** Bytes after which a line is cut, as Docker does. */
const container_log_LONGEST = 16 * 1024;
const container_log_NEWLINE = 0x0a;
/** Writes what a container prints. */
class ContainerLog {
    #fd;
    #pending = new Map();
    constructor(file) {
        this.#fd = (0,external_node_fs_namespaceObject.openSync)(file, 'a', 0o600);
    }
    add(stream, data) {
        let rest = Buffer.concat([this.#pending.get(stream) ?? Buffer.alloc(0), data]);
        const lines = [];
        for (;;) {
            const at = rest.indexOf(container_log_NEWLINE);
            const end = at >= 0 && at < container_log_LONGEST ? at + 1 : rest.length > container_log_LONGEST ? container_log_LONGEST : 0;
            if (end === 0)
                break;
            lines.push(this.#line(stream, rest.subarray(0, end)));
            rest = rest.subarray(end);
        }
        this.#pending.set(stream, Buffer.from(rest));
        if (lines.length > 0)
            (0,external_node_fs_namespaceObject.appendFileSync)(this.#fd, lines.join(''));
    }
    close() {
        for (const [stream, rest] of this.#pending)
            if (rest.length > 0)
                (0,external_node_fs_namespaceObject.appendFileSync)(this.#fd, this.#line(stream, rest));
        (0,external_node_fs_namespaceObject.closeSync)(this.#fd);
    }
    #line(stream, text) {
        const line = { log: text.toString(), stream, time: new Date().toISOString() };
        return `${JSON.stringify(line)}\n`;
    }
}
const logLine = object({ log: string, stream: oneOf('stdout', 'stderr'), time: stringUpTo(64) });
/** Reads a log to its end. Lines that are damaged are left out. */
class LogReader {
    #file;
    #position = 0;
    #rest = '';
    constructor(file) {
        this.#file = file;
    }
    /** What was added since the last call. */
    async *next() {
        let handle;
        try {
            handle = await open(this.#file);
        }
        catch (error) {
            if (errorCode(error) === 'ENOENT')
                return;
            throw error;
        }
        try {
            const buffer = Buffer.alloc(64 * 1024);
            for (;;) {
                const { bytesRead } = await handle.read(buffer, 0, buffer.length, this.#position);
                if (bytesRead === 0)
                    return;
                this.#position += bytesRead;
                // As latin1, since a character may be cut in two.
                const lines = (this.#rest + buffer.toString('latin1', 0, bytesRead)).split('\n');
                this.#rest = lines.pop() ?? '';
                for (const line of lines) {
                    const parsed = parseLine(line);
                    if (parsed !== undefined)
                        yield parsed;
                }
            }
        }
        finally {
            await handle.close();
        }
    }
}
function parseLine(line) {
    try {
        return decodeDocument(logLine, Buffer.from(line, 'latin1'), { name: 'a line of a log', maxBytes: 8 * container_log_LONGEST });
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/json/json-file.js



/**
 * Reads a JSON file, for content that counts as missing if it is wrong.
 *
 * @returns `undefined` if there is no such file, or it is too large, or the decoder does not accept it
 */
async function readJsonFile(file, decoder, maxBytes) {
    const bytes = await readSmallFile(file, maxBytes);
    return bytes === undefined ? undefined : parseOrUndefined(decoder, bytes, maxBytes);
}
async function readSmallFile(file, maxBytes) {
    try {
        const handle = await (0,promises_namespaceObject.open)(file);
        try {
            const { size } = await handle.stat();
            return size > maxBytes ? undefined : await handle.readFile();
        }
        finally {
            await handle.close();
        }
    }
    catch (error) {
        if (errors_errorCode(error) === 'ENOENT')
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/app/containers/container.js








const container_text = stringUpTo(128 * 1024);
const texts = array(container_text, 10_000);
const container_path = stringMatching(/^\/[^\0]*$/, 'an absolute path');
/** A name that is safe as the name of a file. */
const CONTAINER_NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}$/;
const CONTAINER_ID = /^[0-9a-f]{64}$/;
const container_document = object({ mediaType: stringUpTo(256), digest: digest_schema_digest, size: integer });
const container_layer = object({
    diffId: diffId,
    contentId: contentId,
    blob: object({ digest: digest_schema_digest, size: integer, mediaType: stringUpTo(256) }),
    indexDigest: optional(digest_schema_digest),
});
const containerDocument = object({
    id: stringMatching(CONTAINER_ID, 'the id of a container'),
    name: stringMatching(CONTAINER_NAME, 'the name of a container'),
    image: stringUpTo(4096),
    imageId: imageId,
    imageManifest: container_document,
    imageConfig: container_document,
    layers: array(container_layer, 1000),
    created: utcTime,
    process: object({
        entrypoint: texts,
        cmd: texts,
        env: texts,
        cwd: container_path,
        user: stringUpTo(1024),
        capabilities: array(stringMatching(/^CAP_[A-Z_]+$/, 'a capability'), 64),
        terminal: decoder_boolean,
        stdin: decoder_boolean,
    }),
    settings: runSettings,
    readonlyRoot: decoder_boolean,
    mounts: array(union('type', {
        host: object({ source: container_path, target: container_path, readonly: decoder_boolean }),
        tmpfs: object({ target: container_path, readonly: decoder_boolean, exec: decoder_boolean, size: nullish(integer), mode: nullish(integer) }),
    }), 1000),
    labels: mapOf(container_text),
    stopSignal: stringMatching(/^[A-Z0-9]+$/, 'the name of a signal'),
    stopTimeout: optional(integer),
    autoRemove: decoder_boolean,
    memory: optional(integer),
    storage: optional(oneOf(...STORAGE_DRIVERS)),
});
const containerState = union('status', {
    created: object({}),
    running: object({ started: utcTime, supervisor: stringUpTo(128) }),
    exited: object({
        started: optional(utcTime),
        finished: utcTime,
        exitCode: integer,
        error: optional(stringUpTo(64 * 1024)),
    }),
});

;// CONCATENATED MODULE: ./lib/app/containers/container-store.js












/** Bytes of a document. */
const container_store_MAX_SIZE = 4 * 1024 * 1024;
/**
 * The containers of a root: a folder for each, and a file for each name. A container whose documents cannot be read counts as missing; it
 * can still be removed by its id.
 */
class ContainerStore {
    #folder;
    constructor(folder) {
        this.#folder = folder;
        for (const name of ['containers', 'containerNames'])
            makeFolders(pathInRoot(folder.root, name), 0o700);
    }
    /** The folder of a container: its documents, its log and the socket of its supervisor. */
    folder(id) {
        return pathInRoot(this.#folder.root, 'containers', id);
    }
    log(id) {
        return (0,external_node_path_namespaceObject.join)(this.folder(id), 'log.jsonl');
    }
    /** @throws UserError when another container has the name */
    async add(container) {
        const folder = this.folder(container.id);
        (0,external_node_fs_namespaceObject.mkdirSync)(folder, { mode: 0o700 });
        try {
            await this.#write(container.id, 'container.json', container);
            await this.setState(container.id, { status: 'created' });
            // Last, so that whoever finds the name finds its container too.
            await this.#takeName(container);
        }
        catch (error) {
            await discard(folder);
            throw error;
        }
    }
    /** `false` if a container has certainly written nothing: then no worker is needed to remove it. */
    mayHaveFiles(id) {
        const folder = pathInRoot(this.#folder.root, 'containerFiles');
        try {
            return (0,external_node_fs_namespaceObject.readdirSync)(folder).some((family) => (0,external_node_fs_namespaceObject.lstatSync)((0,external_node_path_namespaceObject.join)(folder, family, id), { throwIfNoEntry: false }));
        }
        catch (error) {
            // The folder of a root worker cannot be looked into by its user.
            return errors_errorCode(error) !== 'ENOENT';
        }
    }
    setState(id, state) {
        return this.#write(id, 'state.json', state);
    }
    /** Newest first. */
    async list() {
        const all = await Promise.all(this.#ids().map((id) => this.read(id)));
        return all
            .flatMap((known) => (known === undefined ? [] : [known]))
            .sort((a, b) => byCodeUnit(b.container.created, a.container.created) || byCodeUnit(a.container.id, b.container.id));
    }
    /** @returns `undefined` if there is no such container, or it is being made or removed */
    async read(id) {
        const container = await this.#read(id, 'container.json', containerDocument);
        const state = await this.#read(id, 'state.json', containerState);
        if (container?.id !== id || state === undefined)
            return undefined;
        return { container, state: container_store_settled(state) };
    }
    /**
     * Finds a container by its name, or the beginning of its id.
     *
     * @throws UserError when there is none, or more than one
     */
    async find(query) {
        const found = await this.lookUp(query);
        if (found !== undefined)
            return found;
        throw new errors_UserError(`no such container: ${query}`, { hint: 'See `layer-build ps -a` for what there is.' });
    }
    /** As `find`. @returns `undefined` when there is none */
    async lookUp(query) {
        const all = await this.list();
        const name = query.replace(/^\//, '');
        const named = all.filter(({ container }) => container.name === name || container.id === query);
        // A process that was killed while it made a container may have left another one with the name.
        const owner = named.length > 1 ? await this.#owner(name) : undefined;
        const one = named.find(({ container }) => container.id === owner) ?? named[0];
        if (one !== undefined)
            return one;
        const found = /^[0-9a-f]+$/.test(query) ? all.filter(({ container }) => container.id.startsWith(query)) : [];
        const [first, second] = found;
        if (second !== undefined)
            throw new errors_UserError(`container id ${query} is ambiguous`, { hint: 'Write more of it.' });
        return first;
    }
    /** Gives a container another name. @throws UserError when another container has it, or it cannot be a name */
    async rename({ container }, name) {
        const { id } = container;
        await this.#takeName({ id, name });
        await this.#write(id, 'container.json', { ...container, name });
        if ((await this.#owner(container.name)) === id)
            await (0,promises_namespaceObject.rm)(this.#nameFile(container.name), { force: true });
    }
    /** Removes what is known of a container, and frees its name. Never throws for one that is gone. */
    async remove({ id, name }) {
        if ((await this.#owner(name)) === id)
            await (0,promises_namespaceObject.rm)(this.#nameFile(name), { force: true });
        await (0,promises_namespaceObject.rm)(this.folder(id), { recursive: true, force: true });
    }
    #ids() {
        return (0,external_node_fs_namespaceObject.readdirSync)(pathInRoot(this.#folder.root, 'containers')).filter((name) => CONTAINER_ID.test(name));
    }
    #nameFile(name) {
        if (!CONTAINER_NAME.test(name)) {
            throw new errors_UserError(`${JSON.stringify(name)} cannot be the name of a container`, {
                hint: 'Use letters, digits, "_", "." and "-"; the first is a letter or a digit.',
            });
        }
        return pathInRoot(this.#folder.root, 'containerNames', name);
    }
    /** A name is taken by the one process that makes its file. */
    async #takeName({ id, name }) {
        for (let tries = 0; tries < 2; tries++) {
            try {
                await (0,promises_namespaceObject.writeFile)(this.#nameFile(name), id, { flag: 'wx', mode: 0o600 });
                return;
            }
            catch (error) {
                if (errors_errorCode(error) !== 'EEXIST')
                    throw error;
            }
            const owner = await this.#owner(name);
            if (owner !== undefined && (await this.read(owner)) !== undefined) {
                throw new errors_UserError(`the name "${name}" is in use by container ${owner.slice(0, 12)}`, {
                    hint: `Remove it (layer-build rm ${name}), or choose another name.`,
                });
            }
            // Its container is gone.
            (0,external_node_fs_namespaceObject.rmSync)(this.#nameFile(name), { force: true });
        }
        throw new errors_UserError(`the name "${name}" is in use`);
    }
    async #owner(name) {
        try {
            const id = (await (0,promises_namespaceObject.readFile)(this.#nameFile(name), 'utf8')).slice(0, 64);
            return CONTAINER_ID.test(id) ? id : undefined;
        }
        catch (error) {
            if (errors_errorCode(error) === 'ENOENT')
                return undefined;
            throw error;
        }
    }
    #write(id, name, document) {
        return writeWhole((0,external_node_path_namespaceObject.join)(this.folder(id), name), `${JSON.stringify(document)}\n`, {
            draft: this.#folder.newIngestPath(),
        });
    }
    #read(id, name, decoder) {
        return readJsonFile((0,external_node_path_namespaceObject.join)(this.folder(id), name), decoder, container_store_MAX_SIZE);
    }
}
/** A container whose supervisor was killed has ended too: the kernel has ended its processes. */
function container_store_settled(state) {
    if (state.status !== 'running' || !hasEnded(state.supervisor))
        return state;
    return { status: 'exited', started: state.started, finished: state.started, exitCode: 137, error: SUPERVISOR_DIED };
}
const SUPERVISOR_DIED = 'the process that ran it was killed';

;// CONCATENATED MODULE: ./lib/app/containers/start-supervisor.js




/** The name of a supervisor's socket, below the container's folder. */
const SOCKET = 'control';
/** What a supervisor prints when commands can connect. Anything else is an error. */
const READY = 'ready';
/**
 * Starts the supervisor of a container. It outlives this process.
 *
 * @param entry its program
 * @throws InfraError when it does not start
 */
async function startSupervisor(entry, settings) {
    const child = spawn(process.execPath, ['--max-old-space-size=160', entry], {
        stdio: ['pipe', 'pipe', 'ignore'],
        env: { PATH: settings.programPath },
        cwd: '/',
        detached: true,
    });
    child.unref();
    child.stdin.on('error', () => undefined);
    child.stdin.end(JSON.stringify(settings));
    const printed = await new Promise((resolve, reject) => {
        let said = '';
        child.on('error', reject);
        child.stdout.on('data', (chunk) => (said += chunk.toString()));
        child.stdout.on('close', () => resolve(said));
    }).catch((error) => {
        throw new InfraError('the container cannot be started: its supervisor does not start', { cause: error });
    });
    if (printed !== READY) {
        throw new InfraError(`the container cannot be started: ${printed === '' ? 'its supervisor ended' : printed}`);
    }
}
/**
 * Connects to the supervisor of a container.
 *
 * @param name of its socket
 * @returns `undefined` if there is none: the container is not running
 * @throws UserError when the container is gone
 */
async function connectToSupervisor(store, id, name) {
    let folder;
    try {
        folder = openSync(store.folder(id), constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
    }
    catch (error) {
        if (errorCode(error) === 'ENOENT')
            throw new UserError(`no such container: ${id.slice(0, 12)}`);
        throw error;
    }
    try {
        // The path of a socket may have only 107 bytes.
        const socket = connect(`/proc/self/fd/${folder}/${name}`);
        return await new Promise((resolve) => {
            socket.once('connect', () => resolve(socket));
            socket.once('error', () => resolve(undefined));
        });
    }
    finally {
        closeSync(folder);
    }
}

;// CONCATENATED MODULE: ./lib/app/containers/message-socket.js


/** A connection between a command and a supervisor: messages, and bytes on channels. */
class MessageSocket {
    /** Resolves when the other side is gone. */
    closed;
    #socket;
    /** @param receive called for each frame, in order. Nothing more is read until its promise is settled. If it fails, the connection ends. */
    constructor(socket, receive) {
        this.#socket = socket;
        const reader = new FrameReader();
        socket.on('data', (chunk) => {
            try {
                for (const frame of reader.push(chunk))
                    this.#wait(receive(frame));
            }
            catch {
                socket.destroy();
            }
        });
        socket.on('error', () => socket.destroy());
        socket.on('end', () => socket.end());
        this.closed = new Promise((resolve) => socket.once('close', () => resolve()));
    }
    #wait(taken) {
        if (taken === undefined)
            return;
        this.#socket.pause();
        void taken.then(() => this.#socket.resume(), () => this.#socket.destroy());
    }
    send(message) {
        if (this.#socket.writable)
            this.#socket.write(encodeMessage(message));
    }
    /** @returns a promise if the other side is slow to read */
    sendBytes(channel, data) {
        if (!this.#socket.writable || this.#socket.write(encodeBytes(0, channel, data)))
            return undefined;
        return Promise.race([(0,external_node_events_namespaceObject.once)(this.#socket, 'drain').then(() => undefined), this.closed]).catch(() => undefined);
    }
    /** Ends the connection when everything was sent. */
    end() {
        this.#socket.end();
    }
    destroy() {
        this.#socket.destroy();
    }
}

;// CONCATENATED MODULE: ./lib/app/containers/runtime-environment.js
/**
 * The variables of a process in a container: those of the container, and what docker adds when a process starts. Those of a container come
 * last, so that they may say something else.
 *
 * @param more variables for this process alone
 */
function runtimeEnvironment({ process: own, settings }, terminal, more = []) {
    const made = [`HOSTNAME=${settings.hostname}`, ...(terminal ? ['TERM=xterm'] : [])];
    return mergedEnvironment([...made, ...own.env, ...more]);
}
/** Of several values of a variable, the last counts. */
function mergedEnvironment(lines) {
    const byName = new Map(lines.map((line) => [line.split('=', 1)[0] ?? '', line]));
    return [...byName.values()];
}

;// CONCATENATED MODULE: ./lib/app/containers/slow-readers.js
/**
 * How long a container waits for those who read what it prints: as long as its process runs. What is left when that has ended is no more
 * than the pipes hold. It is read at once, so that the container can end, and kept for its readers.
 */
class SlowReaders {
    #waiting = new Set();
    #hasEnded = false;
    /** @param taken absent: nobody is slow */
    wait(taken) {
        if (taken === undefined || this.#hasEnded)
            return undefined;
        return new Promise((resolve) => {
            const over = () => {
                this.#waiting.delete(over);
                resolve();
            };
            this.#waiting.add(over);
            void taken.then(over, over);
        });
    }
    /** The process has ended. */
    end() {
        this.#hasEnded = true;
        for (const over of [...this.#waiting])
            over();
    }
}

;// CONCATENATED MODULE: ./lib/app/containers/supervisor-messages.js









const supervisor_messages_size = object({ rows: integer, columns: integer });
const ingest = object({ blobFile: string, indexFile: string });
const supervisor_messages_made = object({
    blobFile: string,
    indexFile: string,
    blob: object({ digest: digest_schema_digest, size: integer, mediaType: string }),
    diffId: diffId,
    treeDigest: treeDigest,
    indexDigest: optional(digest_schema_digest),
    uncompressedSize: integer,
});
const supervisor_messages_process = object({
    argv: array(string),
    env: array(string),
    cwd: string,
    user: string,
    capabilities: array(string),
    terminal: nullish(supervisor_messages_size),
    stdin: decoder_boolean,
});
/** What a command says to the supervisor of a container. The first message of a connection is a request, the others are about it. */
const toSupervisor = union('type', {
    /**
     * Starts the container. `attach`: its output follows on this connection. `owner`: it is killed when the connection ends without
     * `detach`.
     */
    start: object({ attach: decoder_boolean, owner: decoder_boolean, terminal: nullish(supervisor_messages_size) }),
    attach: object({ terminal: nullish(supervisor_messages_size) }),
    exec: object({ process: supervisor_messages_process, attach: decoder_boolean }),
    wait: object({}),
    /** Answered when the container's process has ended, although not all that it printed was taken yet. */
    end: object({}),
    kill: object({ signal: oneOf(...SIGNALS) }),
    capture: object({ ingest, pause: decoder_boolean }),
    read: object({ ingest, path: string, followLink: decoder_boolean, name: nullish(string) }),
    write: object({ path: string, content: supervisor_messages_made }),
    stat: object({ path: string }),
    measure: object({}),
    signal: object({ signal: oneOf(...SIGNALS) }),
    resize: object({ size: supervisor_messages_size }),
    detach: object({}),
});
const fromSupervisor = union('type', {
    started: object({}),
    exited: object({ exitCode: integer }),
    done: object({}),
    made: object({ made: supervisor_messages_made }),
    measured: object({ bytes: integer }),
    found: object({ kind: oneOf('file', 'directory', 'other', 'absent') }),
    failed: object({ kind: oneOf('user', 'infra'), message: string, hint: nullish(string) }),
});
const readToSupervisor = toSupervisor;
const readFromSupervisor = (/* unused pure expression or super */ null && (fromSupervisor));
function supervisor_messages_failure(thrown) {
    const error = classifyError(thrown);
    const hint = error instanceof errors_UserError || error instanceof errors_InfraError ? error.hint : undefined;
    const message = error instanceof Error ? error.message : String(error);
    return { type: 'failed', kind: error instanceof errors_UserError ? 'user' : 'infra', message, hint };
}
function supervisor_messages_asError({ kind, message, hint }) {
    return kind === 'user' ? new UserError(message, { hint }) : new InfraError(message, { hint });
}

;// CONCATENATED MODULE: ./lib/app/containers/supervisor.js












/** Exit code of a process that SIGKILL ended. */
const KILLED = 137;
/** Milliseconds until a supervisor that nobody asks to start its container ends. */
const IDLE = 30_000;
/** Milliseconds that the runtime gets to kill a container. Then the end of the worker kills it. */
const KILL_TIME = 3000;
/** Milliseconds for removing what the container wrote, which may be very many files. */
const REMOVE_TIME = 60_000;
/** Milliseconds in which a command that shows no output should take its answer. */
const LAST_WORDS = 2000;
/** Milliseconds between two looks at whether the container's folder is still there. */
const LOOK = 2000;
/**
 * Runs one container, from its start to its end, and serves the commands that have to do with it. It is a process of its own, so that the
 * container outlives the command that started it.
 */
class Supervisor {
    #parts;
    #connections = new Set();
    #killed = new AbortController();
    #readers = new SlowReaders();
    #main;
    #started = false;
    #server;
    #over = () => undefined;
    #tellEnd = () => undefined;
    #processEnd = new Promise((resolve) => (this.#tellEnd = resolve));
    constructor(parts) {
        this.#parts = parts;
    }
    /**
     * Listens in the current folder, and resolves when the container has ended.
     *
     * @param ready called when commands can connect
     */
    async serve(ready) {
        const over = new Promise((resolve) => (this.#over = resolve));
        const server = await listen((socket) => this.#accept(socket));
        this.#server = server;
        ready();
        // Without its folder no command finds the container any more, and its runtime cannot kill it.
        const looking = setInterval(() => {
            if (server.listening && !(0,external_node_fs_namespaceObject.existsSync)(SOCKET))
                this.kill();
        }, LOOK);
        const idle = (0,external_node_timers_promises_namespaceObject.setTimeout)(IDLE, undefined, { ref: false }).then(() => this.#main === undefined ? this.#over(undefined) : undefined);
        const exitCode = await over;
        this.#tellEnd();
        void idle;
        clearInterval(looking);
        server.close();
        const { container, store, closeWorker, log } = this.#parts;
        log.close();
        const removed = exitCode !== undefined && container.autoRemove;
        // The worker may not answer any more. Its end is bounded.
        if (removed)
            await abortable_settledBefore(AbortSignal.timeout(REMOVE_TIME), this.#removeFiles()).catch(() => undefined);
        await closeWorker().catch(() => undefined);
        if (removed)
            await store.remove(container).catch(() => undefined);
        for (const connection of this.#connections)
            connection.finish(exitCode);
        const [shown, others] = [this.#closed(true), this.#closed(false)];
        await Promise.all([shown, Promise.race([others, (0,external_node_timers_promises_namespaceObject.setTimeout)(LAST_WORDS)])]);
    }
    /** @param shown whether of the commands that show output. Their readers may be slow, and none of it must be lost. */
    async #closed(shown) {
        const these = [...this.#connections].filter(({ follows }) => (follows !== undefined) === shown);
        await Promise.all(these.map(({ socket }) => socket.closed));
    }
    async #removeFiles() {
        const { container, runner } = this.#parts;
        await runner.remove(container.id, new AbortController().signal);
    }
    #accept(raw) {
        const connection = new Connection(raw, (message) => this.#request(connection, message));
        this.#connections.add(connection);
        void connection.socket.closed.then(() => {
            this.#connections.delete(connection);
            if (connection.owner)
                this.kill();
            if (!connection.detached)
                connection.abandon();
        });
    }
    /** Kills the container, whatever it does. */
    kill() {
        if (this.#killed.signal.aborted)
            return;
        this.#killed.abort();
        if (this.#main === undefined)
            this.#over(undefined);
        else
            void (0,external_node_timers_promises_namespaceObject.setTimeout)(KILL_TIME, undefined, { ref: false }).then(() => this.#over(KILLED));
    }
    #request(connection, message) {
        this.#serve(connection, message).catch((error) => {
            connection.send(supervisor_messages_failure(error));
            connection.socket.end();
        });
    }
    async #serve(connection, message) {
        const { container, runner } = this.#parts;
        const { signal } = this.#killed;
        switch (message.type) {
            case 'start':
                await this.#start(connection, message);
                return;
            case 'attach':
                connection.follow(this.#running(), 'output');
                if (message.terminal !== undefined && container.process.terminal)
                    this.#running().resize(message.terminal);
                return;
            case 'exec': {
                this.#running();
                const calls = {
                    output: (stream, data) => message.attach ? connection.print(stream, data) : undefined,
                    started: () => connection.send({ type: 'started' }),
                    ended: () => undefined,
                    signal: message.attach ? AbortSignal.any([signal, connection.gone]) : signal,
                };
                const live = runner.exec(container.id, { ...message.process, terminal: message.process.terminal }, calls);
                connection.follow(live, 'process');
                connection.finish(await live.exited);
                return;
            }
            case 'wait':
                this.#running();
                return;
            case 'end':
                await this.#processEnd;
                connection.reply({ type: 'done' });
                return;
            case 'kill':
                this.#running().send(message.signal);
                connection.reply({ type: 'done' });
                return;
            case 'capture':
                connection.reply(madeReply(await runner.capture(this.#files, discardable(message.ingest), message.pause, signal)));
                return;
            case 'read': {
                const { ingest, path, followLink, name } = message;
                const read = { path, followLink, ...(name !== undefined && { name }) };
                connection.reply(madeReply(await runner.read(this.#files, read, discardable(ingest), signal)));
                return;
            }
            case 'write':
                await runner.write(this.#files, message.path, message.content, signal);
                connection.reply({ type: 'done' });
                return;
            case 'stat':
                connection.reply({ type: 'found', kind: await runner.kindAt(this.#files, message.path, signal) });
                return;
            case 'measure':
                connection.reply({ type: 'measured', bytes: await runner.measure(this.#files, signal) });
                return;
            case 'signal':
            case 'resize':
            case 'detach':
                throw new errors_UserError('there is no such request');
            default:
                unreachable(message);
        }
    }
    get #files() {
        const { id, layers } = this.#parts.container;
        return { container: id, layers };
    }
    #running() {
        if (this.#main === undefined || !this.#started)
            throw new errors_UserError('the container is not running');
        return this.#main;
    }
    async #start(connection, { attach, owner, terminal }) {
        if (this.#main !== undefined)
            throw new errors_UserError('the container is running already');
        connection.owner = owner;
        const { container, store, runner, log } = this.#parts;
        const began = new Date().toISOString();
        const state = { status: 'running', started: began, supervisor: process_identity_ownIdentity() };
        try {
            await store.setState(container.id, state);
            const live = runner.start(this.#startOf(container, terminal), {
                signal: this.#killed.signal,
                started: () => {
                    this.#started = true;
                    connection.send({ type: 'started' });
                    if (!attach && !owner)
                        connection.socket.end();
                },
                ended: () => {
                    this.#tellEnd();
                    this.#readers.end();
                },
                output: (stream, data) => {
                    log.add(stream, data);
                    return this.#readers.wait(this.#broadcast(stream, data));
                },
            });
            this.#main = live;
            if (attach)
                connection.follow(live, 'output');
            const exitCode = await live.exited;
            await this.#ended({ started: began, exitCode });
        }
        catch (error) {
            const killed = this.#killed.signal.aborted;
            const end = {
                started: began,
                exitCode: killed ? KILLED : 125,
                ...(!killed && { error: supervisor_messages_failure(error).message }),
            };
            await this.#ended(end, () => (killed ? undefined : connection.send(supervisor_messages_failure(error))));
        }
    }
    /** @param tell called before the commands get the exit code, and after all others can see that the container has ended */
    async #ended(end, tell = () => undefined) {
        const { container, store } = this.#parts;
        const finished = new Date().toISOString();
        // This removes the socket, which the supervisor of the next start makes again.
        this.#server?.close();
        await store.setState(container.id, { status: 'exited', finished, ...end }).catch(() => undefined);
        tell();
        this.#over(end.exitCode);
    }
    #startOf(container, terminal) {
        const { id, layers, process, settings, readonlyRoot, mounts, memory } = container;
        const { entrypoint, cmd, cwd, user, capabilities, stdin } = process;
        const env = runtimeEnvironment(container, process.terminal);
        return {
            container: id,
            layers,
            process: {
                ...{ argv: [...entrypoint, ...cmd], env, cwd, user, capabilities, stdin: stdin || process.terminal },
                terminal: process.terminal ? (terminal ?? { rows: 24, columns: 80 }) : undefined,
            },
            settings,
            readonlyRoot,
            mounts: mounts.map(seen),
            ...(memory !== undefined && { memory }),
        };
    }
    #broadcast(stream, data) {
        const slow = [...this.#connections].flatMap((connection) => {
            const pending = connection.follows === 'output' ? connection.print(stream, data) : undefined;
            return pending === undefined ? [] : [pending];
        });
        return slow.length === 0 ? undefined : Promise.all(slow).then(() => undefined);
    }
}
/** One command that is connected. */
class Connection {
    socket;
    /** Fires when the command is gone. */
    gone;
    /** The container must not outlive the command. */
    owner = false;
    /** The command left on purpose: what it started runs on. */
    detached = false;
    follows;
    #request;
    #gone = new AbortController();
    #early = [];
    #asked = false;
    #live;
    constructor(raw, request) {
        this.#request = request;
        this.gone = this.#gone.signal;
        this.socket = new MessageSocket(raw, (frame) => this.#receive(frame));
    }
    #receive(frame) {
        if (frame.kind === 'bytes') {
            this.#tell((live) => void live.input(frame.data));
            return;
        }
        const message = readToSupervisor(frame.value);
        if (message.type === 'resize')
            this.#tell((live) => live.resize(message.size));
        else if (message.type === 'signal')
            this.#tell((live) => live.send(message.signal));
        else if (message.type === 'detach') {
            this.owner = false;
            this.detached = true;
        }
        else if (this.#asked)
            throw new errors_EngineBug('a second request');
        else {
            this.#asked = true;
            this.#request(message);
        }
    }
    follow(live, follows) {
        this.#live = live;
        this.follows = follows;
        for (const tell of this.#early.splice(0))
            tell(live);
    }
    #tell(tell) {
        if (this.#live === undefined)
            this.#early.push(tell);
        else
            tell(this.#live);
    }
    print(stream, data) {
        return this.socket.sendBytes(stream === 'stdout' ? STDOUT : STDERR, data);
    }
    send(message) {
        this.socket.send(message);
    }
    reply(message) {
        this.send(message);
        this.socket.end();
    }
    finish(exitCode) {
        this.owner = false;
        if (exitCode !== undefined)
            this.send({ type: 'exited', exitCode });
        this.socket.end();
    }
    abandon() {
        this.#gone.abort();
    }
}
function listen(accept) {
    return new Promise((resolve, reject) => {
        const server = (0,external_node_net_namespaceObject.createServer)(accept);
        server.on('error', reject);
        server.listen(SOCKET, () => resolve(server));
    });
}
/** Which file the user finds at the path of a mount, with the user's own rights. @throws UserError when there is none */
function seen(mount) {
    if (mount.type === 'tmpfs')
        return { ...mount, size: mount.size, mode: mount.mode };
    try {
        const { dev, ino } = (0,external_node_fs_namespaceObject.statSync)(mount.source, { bigint: true });
        return { ...mount, device: String(dev), inode: String(ino) };
    }
    catch (error) {
        throw new errors_UserError(`cannot mount ${mount.source}: ${messageOf(error)}`, { cause: error });
    }
}
/** The command that asked for the layer removes it. */
function discardable(ingest) {
    return { ...ingest, discard: () => Promise.resolve() };
}
function madeReply(made) {
    return { type: 'made', made };
}

;// CONCATENATED MODULE: ./lib/app/containers/supervisor-main.js
/** The program of a supervisor (`Supervisor`). It gets the container's id and the settings of the machine on standard input. */













const supervisor_main_path = stringUpTo(128 * 1024);
const settings = object({
    ...{ id: supervisor_main_path, root: supervisor_main_path, workerEntry: supervisor_main_path, programPath: supervisor_main_path, tempDir: supervisor_main_path },
    proxies: mapOf(supervisor_main_path),
    runtimeFolder: optional(supervisor_main_path),
});
/** Whoever started this process reads nothing behind that. */
let isReady = false;
async function main() {
    const bytes = Buffer.from(await (0,consumers_namespaceObject.text)(process.stdin));
    const { id, ...host } = document_decodeDocument(settings, bytes, { name: 'settings', maxBytes: 1024 * 1024 });
    const known = await new ContainerStore(StoreFolder.open(host.root)).read(id);
    if (known === undefined)
        throw new Error(`no such container: ${id}`);
    const { memory, storage } = known.container;
    // Only what is in the store is needed: no registry is asked, and no daemon.
    const adapters = openAdapters({
        ...{ insecureRegistries: [], registryMirrors: [], dockerConfigDir: host.root },
        ...host,
        ...(storage !== undefined && { storageDriver: storage }),
        // Its group is beside those of others, and not below that of whoever started it.
        ...(memory !== undefined && { cgroupParent: '' }),
    }, () => undefined);
    const store = new ContainerStore(adapters.folder);
    (0,external_node_process_namespaceObject.chdir)(store.folder(id));
    const supervisor = new Supervisor({
        container: known.container,
        store,
        runner: adapters.runner.containers,
        log: new ContainerLog(store.log(id)),
        closeWorker: () => adapters.runner.close(),
    });
    for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'])
        process.on(name, () => supervisor.kill());
    await supervisor.serve(() => {
        isReady = true;
        process.stdout.end(READY);
    });
    await adapters.close().catch(() => undefined);
}
main().then(() => process.exit(0), (error) => {
    if (isReady)
        process.exit(1);
    process.stdout.end(messageOf(error), () => process.exit(1));
});

