/// The members of a JSON object in the order of the document; of equal keys the last one wins, at the place of the first.
///
/// Keys are compared by their code points. Large objects keep an index, so that no input makes reading quadratic.
public struct JSONObject: Sendable {
    /// All members, each key once.
    public private(set) var members: [(key: String, value: JSONValue)] = []
    private var index: [ExactText: Int] = [:]

    /// From here on an index is cheaper than comparing one by one.
    private static let indexedCount = 12

    /// An object without members.
    public init() {}

    /// The value of a key; setting nil removes the member.
    public subscript(key: String) -> JSONValue? {
        get {
            position(of: key).map { members[$0].value }
        }
        set {
            guard let newValue else { return remove(key) }
            if let position = position(of: key) {
                members[position].value = newValue
            } else {
                append(key, newValue)
            }
        }
    }

    private mutating func append(_ key: String, _ value: JSONValue) {
        members.append((key, value))
        if members.count == Self.indexedCount {
            reindex()
        } else if members.count > Self.indexedCount {
            index[ExactText(key)] = members.count - 1
        }
    }

    private mutating func remove(_ key: String) {
        guard let position = position(of: key) else { return }
        members.remove(at: position)
        index = [:]
        if members.count >= Self.indexedCount { reindex() }
    }

    private mutating func reindex() {
        for (position, member) in members.enumerated() {
            index[ExactText(member.key)] = position
        }
    }

    private func position(of key: String) -> Int? {
        let exact = ExactText(key)
        if members.count >= Self.indexedCount { return index[exact] }
        return members.firstIndex { ExactText($0.key) == exact }
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// Members in the order written.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        for (key, value) in elements {
            self[key] = value
        }
    }
}

extension JSONObject: Hashable {
    /// Equal keys with equal values; order does not count, as in JSON.
    public static func == (left: Self, right: Self) -> Bool {
        left.members.count == right.members.count && left.members.allSatisfy { right[$0.key] == $0.value }
    }

    /// Independent of the order of members.
    public func hash(into hasher: inout Hasher) {
        var mixed = 0
        for (key, value) in members {
            var member = Hasher()
            member.combine(ExactText(key))
            member.combine(value)
            mixed ^= member.finalize()
        }
        hasher.combine(mixed)
    }
}
