import ByteJSON
import Foundation

extension PageCursor {
    /// Reads a `cursor` parameter and checks it against the list it is used for (`contract/pagination.md §4.2`).
    ///
    /// - Parameters:
    ///   - text: The parameter; padding may be missing. An empty one is invalid (`contract/rulings.md`).
    ///   - sort: Order of the list asked for.
    ///   - filters: Filters the query named.
    /// - Throws: ``PageCursorError`` for whatever a client may send; nothing in a cursor can do more than fail.
    public init(parsing text: String, sort: SortSpec, filters: PageFilters) throws(PageCursorError) {
        let parts = try CursorParts(parsing: text)
        guard parts.matches(sort), parts.filters == filters else { throw .mismatch }
        self.init(position: try parts.position(for: sort), rowID: parts.rowID, sort: sort, filters: filters, direction: parts.direction)
    }
}

/// What a cursor says, before it is compared with the list.
private struct CursorParts {
    let values: [JSONValue]
    let rowID: UUID
    let terms: [(name: String, order: FieldOrder)]
    let filters: PageFilters
    let direction: PageDirection

    init(parsing text: String) throws(PageCursorError) {
        guard !text.isEmpty else { throw .invalid(detail: "Cursor is empty") }
        guard let bytes = Base64URL.decode(text) else { throw .invalid(detail: "Cursor is not base64") }
        guard case .object(let object) = try Self.json(bytes) else { throw .invalid(detail: "Cursor is not an object") }
        guard let pv = object["pv"], let pid = object["pid"], let sf = object["sf"], let f = object["f"], let dir = object["dir"] else {
            throw .missingFields
        }
        guard case .array(let values) = pv else { throw .invalid(detail: "pv is not an array") }
        guard case .string(let row) = pid, let rowID = UUIDText.parse(row) else { throw .invalid(detail: "pid is not a UUID") }
        guard case .string(let name) = dir, let direction = PageDirection(rawValue: name) else { throw .invalid(detail: "dir is unknown") }
        self.values = values
        self.rowID = rowID
        self.terms = try Self.terms(sf)
        self.filters = try Self.filters(f)
        self.direction = direction
    }

    func matches(_ sort: SortSpec) -> Bool {
        terms.elementsEqual(sort.terms) { $0.name == $1.field.name && $0.order == $1.order }
    }

    func position(for sort: SortSpec) throws(PageCursorError) -> [SortValue] {
        guard values.count == sort.terms.count else { throw .invalid(detail: "pv and sf differ in length") }
        var position: [SortValue] = []
        for (term, json) in zip(sort.terms, values) {
            guard let value = SortValue(json, for: term.field) else { throw .invalid(detail: "Wrong type of value for \(term.field.name)") }
            position.append(value)
        }
        return position
    }

    private static func json(_ bytes: [UInt8]) throws(PageCursorError) -> JSONValue {
        var scanner = JSONScanner(bytes)
        do {
            return try scanner.parse()
        } catch {
            throw .invalid(detail: "Cursor is not JSON")
        }
    }

    private static func terms(_ json: JSONValue) throws(PageCursorError) -> [(name: String, order: FieldOrder)] {
        guard case .array(let elements) = json else { throw .invalid(detail: "sf is not an array") }
        var terms: [(name: String, order: FieldOrder)] = []
        for element in elements {
            guard case .object(let term) = element, case .string(let name) = term["n"], case .string(let direction) = term["d"],
                let order = FieldOrder(rawValue: direction)
            else { throw .invalid(detail: "sf holds something else than sort fields") }
            terms.append((name, order))
        }
        return terms
    }

    private static func filters(_ json: JSONValue) throws(PageCursorError) -> PageFilters {
        guard case .object(let object) = json else { throw .invalid(detail: "f is not an object") }
        var values: [String: String] = [:]
        for (key, value) in object.members {
            guard case .string(let text) = value else { throw .invalid(detail: "f holds something else than text") }
            values[key] = text
        }
        return PageFilters(values: values)
    }
}
