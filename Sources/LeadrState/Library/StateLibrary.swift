import Redis

/// The server-side functions of this module: each atomic step on the product's state is one of them.
///
/// The major version is part of the library's name and of every function's name, since Redis keeps one name space for all libraries: processes of
/// two majors can share a server and the keys on it. Every process loads its own text when it starts, so that of two versions the one that started
/// last decides. Therefore, within a major, functions are only added, which others notice as missing and load again; a function that changes in any
/// way, flags included, needs a new major (`docs/upgrade.md`). `RollingUpgradeFault` compares the texts.
///
/// Rules for the Lua sources: numbers that may pass 2^46 are never concatenated but formatted with `%.0f`; byte strings are compared with
/// `precedes`, because `<` on strings follows the locale of the server; times come from `TIME`, so that all processes share one clock.
public enum StateLibrary {
    /// The library; it loads itself on first use and after the server lost its functions. A process should load it once when it starts
    /// (`RedisExecutor.load`), since a corrected text of a function that the server knows already is not noticed otherwise.
    public static let library = RedisFunctionLibrary(
        name: "leadr_state3",
        source: [
            "#!lua name=leadr_state3", commonSource, ingestSource, limitSource, rankWriteSource, rankReadSource, antiCheatSource, epochSource,
            usageSource,
        ].joined(separator: "\n")
    )

    /// Helpers that several functions share.
    static let commonSource = """
        local function number_text(value)
            return string.format('%.0f', value)
        end

        -- Microseconds since the epoch by the server's clock.
        local function now_us()
            local time = redis.call('TIME')
            return time[1] * 1000000 + time[2]
        end

        -- Milliseconds since the epoch.
        local function now_ms()
            return math.floor(now_us() / 1000)
        end

        -- Whether bytes a come before bytes b; of equal length by contract of the callers.
        local function precedes(a, b)
            if a == b then return false end
            for index = 1, #a do
                local left, right = string.byte(a, index), string.byte(b, index)
                if left ~= right then return left < right end
            end
            return false
        end

        -- Generic cell rate algorithm: `burst` requests at once, then one per `interval` microseconds. From the theoretical arrival time so far
        -- (microseconds, 0 for none): the new one when the request passes, else nil and the wait in milliseconds.
        local function next_arrival(arrival, now, interval, burst)
            local following = math.max(arrival, now) + interval
            local earliest = following - burst * interval
            if earliest > now then return nil, math.ceil((earliest - now) / 1000) end
            return following, 0
        end

        -- Flags: 'no-writes' for what only reads; 'allow-oom' for what workers write on their way, since only they can empty a full server.
        local function register(name, body, flag)
            redis.register_function({ function_name = name, callback = body, flags = { flag } })
        end
        """
}
