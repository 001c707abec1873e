import HTTPTypes

extension HTTPFields {
    /// The value of a field, like the subscript with its name: several fields of one name are one list.
    ///
    /// One pass and no copy. The subscript always joins, which for a token or a user agent costs more than the look-up, and a request asks for many.
    func value(of name: HTTPField.Name) -> String? {
        var found: String?
        for field in self where field.name == name {
            if found != nil { return self[name] }
            found = field.value
        }
        return found
    }
}
