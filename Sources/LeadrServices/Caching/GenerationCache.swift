/// A bounded dictionary that forgets what was not used lately: two generations, of which the older is dropped when the younger is full.
///
/// Every operation costs one or two look-ups; an exact order of use, as a linked list would keep it, is not worth its cost here.
struct GenerationCache<Key: Hashable, Value> {
    private let generationSize: Int
    private var young: [Key: Value] = [:]
    private var old: [Key: Value] = [:]

    /// - Parameter capacity: most entries kept; at least half as many recently used ones are.
    init(capacity: Int) {
        generationSize = max(1, capacity / 2)
    }

    /// Number of entries.
    var count: Int { young.count + old.count }

    /// The value of a key, which counts as a use of it.
    mutating func value(for key: Key) -> Value? {
        if let value = young[key] { return value }
        guard let value = old.removeValue(forKey: key) else { return nil }
        insert(value, for: key)
        return value
    }

    /// Adds or replaces a value.
    mutating func insert(_ value: Value, for key: Key) {
        if young.count >= generationSize, young[key] == nil {
            old = young
            young = [:]
        }
        young[key] = value
        old[key] = nil
    }

    /// Forgets a key.
    mutating func remove(_ key: Key) {
        young[key] = nil
        old[key] = nil
    }

    /// Forgets everything.
    mutating func removeAll() {
        young = [:]
        old = [:]
    }
}
