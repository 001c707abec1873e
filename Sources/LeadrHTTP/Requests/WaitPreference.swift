import HTTPTypes

/// How long a submission waits for its result (`contract/rulings.md`, `Prefer`; RFC 7240).
struct WaitPreference: Equatable {
    /// Longest wait that can be asked for, in seconds.
    static let longest = 30

    /// How long to wait; nil to answer with the receipt at once.
    let wait: Duration?
    /// Value of `Preference-Applied`; nil when the client stated no preference.
    let applied: String?

    /// Reads the preference of a request.
    ///
    /// - Parameters:
    ///   - headers: Header fields of the request.
    ///   - sdkWait: Wait of a request with a `LEADR-Client` header that states none.
    init(_ headers: HTTPFields, sdkWait: Duration) {
        switch Self.stated(headers[values: .prefer]) {
        case .wait(let seconds):
            wait = .seconds(seconds)
            applied = "wait=\(seconds)"
        case .immediate(let preference):
            wait = nil
            applied = preference
        case nil:
            wait = headers.value(of: .leadrClient) != nil && sdkWait > .zero ? sdkWait : nil
            applied = nil
        }
    }

    private enum Statement {
        case wait(Int)
        case immediate(String)
    }

    /// The statement about waiting; of several the first `wait`, and `respond-async` only without one. What is malformed is ignored.
    private static func stated(_ values: [String]) -> Statement? {
        let preferences = values.flatMap { $0.split(separator: ",") }.map { preference(String($0)) }
        for (name, value) in preferences where name == "wait" {
            guard let seconds = value.flatMap({ wholeSeconds($0) }) else { continue }
            return seconds == 0 ? .immediate("wait=0") : .wait(min(seconds, longest))
        }
        return preferences.contains { $0.name == "respond-async" } ? .immediate("respond-async") : nil
    }

    /// Name in lower case and value without quotes; parameters are dropped.
    private static func preference(_ text: String) -> (name: String, value: String?) {
        let plain = text.split(separator: ";", maxSplits: 1).first ?? ""
        let parts = plain.split(separator: "=", maxSplits: 1)
        let name = parts.first?.trimmed.lowercased() ?? ""
        return (name, parts.count == 2 ? parts[1].trimmed.filter { $0 != "\"" } : nil)
    }

    /// Digits only: a sign or a fraction is malformed. A number too large for an integer is more than the longest wait.
    private static func wholeSeconds(_ text: String) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        return Int(text) ?? longest
    }
}
