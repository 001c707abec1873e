import ByteJSON
import LeadrDomain

/// Types of what accounts, users and codes are made of.
extension FieldType {
    /// The address of a person, in the form in which it is stored.
    static var email: FieldType<String> {
        let schema = Schema.string(atMost: EmailAddress.maximumLength).with("pattern", .string(EmailAddress.pattern))
        return FieldType<String>.string(atMost: EmailAddress.maximumLength).refined(as: schema) { text in
            guard let address = EmailAddress.normalised(text) else {
                let reason = "An address consists of words separated by dots, an @-sign and a domain."
                let message = "value is not a valid email address: " + reason
                return .failure(FieldProblem("value_error", message, context: ["reason": .string(reason)]))
            }
            return .success(address)
        }
    }

    /// The name of a user, trimmed.
    static var displayName: FieldType<String> {
        FieldType<String>.string.refined(as: .boundedName) { text in
            do throws(DomainError) {
                return .success(try DisplayName.checked(text))
            } catch {
                return .failure(.valueError(error.text))
            }
        }
    }

    /// Text of a number of characters, counted in code points.
    static func string(_ lengths: ClosedRange<Int>) -> FieldType<String> {
        FieldType<String>.string.refined(as: .string(lengths)) { text in
            let count = text.unicodeScalars.count
            if count < lengths.lowerBound { return .failure(.tooShort(lengths.lowerBound)) }
            return count > lengths.upperBound ? .failure(.tooLong(lengths.upperBound)) : .success(text)
        }
    }
}

extension Schema {
    /// A name of 2 to 100 characters besides white space around it.
    fileprivate static var boundedName: Schema {
        let blank = #"[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"#
        let other = "[^" + blank.dropFirst()
        let inner = NameRule.lengths.upperBound - 2
        return Schema.string.with("pattern", .string("^\(blank)*\(other)[\\s\\S]{0,\(inner)}\(other)\(blank)*$"))
    }
}
