/// A version of a server, compared number by number.
struct ServerVersion: Sendable, Comparable, CustomStringConvertible {
    /// The numbers, the most significant first.
    let numbers: [Int]

    init(_ numbers: Int...) {
        self.numbers = numbers
    }

    /// Reads `7.0.15`; what follows the numbers is left out. Nil when there are none.
    init?(_ text: String) {
        let numbers = text.split(separator: ".").map { $0.prefix { $0.isNumber } }.prefix { !$0.isEmpty }.compactMap { Int($0) }
        guard !numbers.isEmpty else { return nil }
        self.numbers = numbers
    }

    static func < (left: ServerVersion, right: ServerVersion) -> Bool {
        left.numbers.lexicographicallyPrecedes(right.numbers)
    }

    var description: String { numbers.map(String.init).joined(separator: ".") }
}
