/// The rules of a cache: what is fresh, who loads, what an invalidation voids. Holds no task and reads no clock.
///
/// Bounded by two generations of entries: when the younger is full it becomes the older, and the older is dropped. With a life of at most a second
/// that loses next to nothing, and costs no bookkeeping per hit.
struct CacheCore<Key: Hashable, Value> {
    /// What to do about a key.
    enum Lookup {
        /// Use this value.
        case hit(Value)
        /// Wait for the load of this number.
        case join(UInt64)
        /// Load under this number.
        case lead(UInt64)
    }

    private struct Entry {
        let value: Value
        let expiresAt: ContinuousClock.Instant
    }

    private let timeToLive: Duration
    private let generationSize: Int
    private var young: [Key: Entry] = [:]
    private var old: [Key: Entry] = [:]
    private var loads: [Key: UInt64] = [:]
    private var lastLoad: UInt64 = 0

    /// A cache of at most `capacity` entries, each for at most `timeToLive` after its load **began**: what was true then may have changed since.
    init(capacity: Int, timeToLive: Duration) {
        self.timeToLive = timeToLive
        generationSize = max(1, capacity / 2)
    }

    /// Entries held, expired ones included.
    var count: Int { young.count + old.count }

    /// Finds a fresh value, a load to join, or makes the caller the one who loads.
    mutating func lookup(_ key: Key, now: ContinuousClock.Instant) -> Lookup {
        if let entry = young[key] ?? old[key], now < entry.expiresAt { return .hit(entry.value) }
        if let load = loads[key] { return .join(load) }
        lastLoad += 1
        loads[key] = lastLoad
        return .lead(lastLoad)
    }

    /// Ends a load. Its value is kept unless the key was invalidated since the load began.
    mutating func finish(_ load: UInt64, key: Key, value: Value?, startedAt: ContinuousClock.Instant) {
        guard loads[key] == load else { return }
        loads[key] = nil
        guard let value else { return }
        if young.count >= generationSize, young[key] == nil {
            old = young
            young = [:]
        }
        old[key] = nil
        young[key] = Entry(value: value, expiresAt: startedAt + timeToLive)
    }

    /// Forgets a key, and what a load that is under way will bring.
    mutating func invalidate(_ key: Key) {
        young[key] = nil
        old[key] = nil
        loads[key] = nil
    }

    /// Forgets everything, and what all loads under way will bring.
    mutating func invalidateAll() {
        young = [:]
        old = [:]
        loads = [:]
    }
}
