import ArgumentParser
import LeadrDomain

/// Which page of a list a command shows.
struct PagingOptions: ParsableArguments {
    @Option(help: "At most so many, 1 to 100.") var limit = 20
    @Option(help: "Where to go on: next_cursor of the page before.") var cursor: String?

    /// The request for the page, in the order of the list.
    ///
    /// - Throws: `ValidationError` that names the option.
    func request(allowing fields: SortableFields, order: SortSpec, filters: PageFilters = PageFilters()) throws -> PageRequest {
        do throws(PageRequest.ParseError) {
            return try PageRequest(limit: "\(limit)", sort: nil, cursor: cursor, allowing: fields, defaultSort: order, filters: filters)
        } catch {
            switch error {
            case .limit: throw ValidationError("--limit: 1 to 100")
            case .sort, .cursor: throw ValidationError("--cursor: not a cursor of this list")
            }
        }
    }
}
