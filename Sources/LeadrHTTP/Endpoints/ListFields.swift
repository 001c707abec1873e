import LeadrDomain

/// Reads the filters of a list and notes those that were named, as a cursor records them (`contract/pagination.md §4.1`).
struct ListFields {
    /// The parameters of the query.
    fileprivate(set) var parameters: ParameterFields
    /// What was named, as it was written.
    private(set) var recorded = PageFilters()

    fileprivate init(_ parameters: ParameterFields) {
        self.parameters = parameters
    }

    /// A filter; nil when it is not named or does not fit.
    mutating func filter<Value>(_ name: String, _ type: FieldType<Value>) -> Value? {
        recorded.set(name, parameters.text(name))
        return parameters.optional(name, type)
    }
}

/// A list request whose schema is checked; sort and cursor are checked when its page is asked for, after the schema.
struct ListInput<Filter> {
    /// What the rows must be like.
    let filter: Filter
    private let recorded: PageFilters
    private let listing: Listing
    private let sortable: SortableFields

    /// Reads a query.
    ///
    /// - Throws: ``ValidationFailure`` with every parameter that does not fit.
    init(_ query: QueryItems, _ sortable: SortableFields, _ read: (inout ListFields) -> Filter) throws(ValidationFailure) {
        var fields = ParameterFields(query)
        self.init(query, &fields, sortable, read)
        guard fields.isValid else { throw fields.failure }
    }

    /// Reads a query and leaves what does not fit to the caller.
    init(_ query: QueryItems, _ fields: inout ParameterFields, _ sortable: SortableFields, _ read: (inout ListFields) -> Filter) {
        var list = ListFields(fields)
        filter = read(&list)
        fields = list.parameters
        recorded = list.recorded
        listing = Listing(query, &fields, sortable: sortable)
        self.sortable = sortable
    }

    /// The page that is asked for.
    ///
    /// - Parameter defaultSort: Order without `sort`.
    /// - Throws: ``DomainError`` 400 for a bad sort or cursor.
    func page(defaultSort: SortSpec = .newestFirst) throws(DomainError) -> PageRequest {
        try listing.request(allowing: sortable, defaultSort: defaultSort, filters: recorded)
    }
}

extension Operation {
    /// The same with the parameters of a list.
    func list<Filter>(_ sortable: SortableFields, _ read: (inout ListFields) -> Filter) -> Operation {
        query { _ = ListInput(QueryItems(nil), &$0, sortable, read) }
    }
}
