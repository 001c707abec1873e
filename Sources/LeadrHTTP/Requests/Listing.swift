import ByteJSON
import LeadrDomain

/// Reads the paging parameters that every list has (`contract/pagination.md §1`).
struct Listing {
    private let query: QueryItems

    /// Notes a bad `limit` among the other refused parameters; `sort` and `cursor` are checked after the schema.
    init(_ query: QueryItems, _ fields: inout ParameterFields, sortable: SortableFields) {
        self.query = query
        _ = fields.optional("limit", .pageLimit)
        fields.note("sort", .sort(sortable))
        fields.note("cursor", .string)
    }

    /// The checked request for a page.
    ///
    /// - Throws: ``DomainError`` 400 for a bad sort or cursor.
    func request(
        allowing sortable: SortableFields,
        defaultSort: SortSpec = .newestFirst,
        filters: PageFilters = PageFilters()
    ) throws(DomainError) -> PageRequest {
        do {
            return try PageRequest(
                limit: query["limit"],
                sort: query["sort"],
                cursor: query["cursor"],
                allowing: sortable,
                defaultSort: defaultSort,
                filters: filters
            )
        } catch {
            throw DomainError(error)
        }
    }
}

extension Schema {
    /// A `sort` parameter (`contract/pagination.md §3`).
    static func sort(_ sortable: SortableFields) -> Schema {
        let term = "(\(sortable.names.joined(separator: "|"))):(asc|desc)"
        return Schema.string.with("pattern", .string("^\(term)(,\(term))*$"))
    }
}

extension FieldType {
    /// A `limit` parameter.
    static var pageLimit: FieldType<PageLimit> {
        FieldType<String>.string.refined(as: Schema.integer(PageLimit.allowed)) { text in
            do throws(PageLimitError) {
                return .success(try PageLimit(parsing: text))
            } catch {
                switch error {
                case .notAnInteger: return .failure(FieldProblem(error.type, error.description))
                case .tooSmall: return .failure(.tooSmall(PageLimit.allowed.lowerBound))
                case .tooLarge: return .failure(.tooLarge(PageLimit.allowed.upperBound))
                }
            }
        }
    }
}
