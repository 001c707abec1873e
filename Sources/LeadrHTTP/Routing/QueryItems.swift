/// The parameters of a query string, decoded as HTML forms encode them: `+` is a blank, `%XX` a byte.
struct QueryItems: Sendable {
    private let items: [(name: String, value: ParameterText)]

    /// Decodes a raw query. Bytes that are no UTF-8 after decoding are a problem of the value they stand in, for whoever reads it.
    init(_ query: String?) {
        guard let query, !query.isEmpty else {
            items = []
            return
        }
        items = query.utf8.split(separator: UInt8(ascii: "&")).map { part in
            let pair = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            return (ParameterText(formValue: pair[0]).text, ParameterText(formValue: pair.count == 2 ? pair[1] : []))
        }
    }

    /// The text of a parameter; the last one when it is repeated, nil when absent.
    subscript(name: String) -> String? {
        last(name)?.text
    }

    /// A parameter with what may be wrong with its text; the last one when it is repeated, nil when absent.
    func last(_ name: String) -> ParameterText? {
        items.last { $0.name == name }?.value
    }

    /// Every value of a parameter, in the order of the query.
    func all(_ name: String) -> [ParameterText] {
        items.filter { $0.name == name }.map(\.value)
    }
}
