import Ontology

extension DocumentElement {
    /// A whole number.
    func integer<Number: FixedWidthInteger>(_ name: StaticString) throws(DocumentError) -> Number? {
        guard let text = try attribute(name) else { return nil }
        return try located { () throws(DocumentError) in
            try NumberText.integer(text, of: "\(name)")
        }
    }

    /// A whole number that must be there.
    func requiredInteger<Number: FixedWidthInteger>(_ name: StaticString)
        throws(DocumentError) -> Number
    {
        guard let number: Number = try integer(name) else {
            throw .missing(what: "\(name)", within: place)
        }
        return number
    }

    /// A decimal number.
    func decimal(_ name: StaticString) throws(DocumentError) -> Double? {
        guard let text = try attribute(name) else { return nil }
        return try located { () throws(DocumentError) in
            try NumberText.decimal(text, of: "\(name)")
        }
    }

    /// A decimal number that must be there.
    func requiredDecimal(_ name: StaticString) throws(DocumentError) -> Double {
        guard let number = try decimal(name) else {
            throw .missing(what: "\(name)", within: place)
        }
        return number
    }

    /// A truth.
    func truth(_ name: StaticString) throws(DocumentError) -> Bool? {
        guard let text = try attribute(name) else { return nil }
        return try located { () throws(DocumentError) in
            try NumberText.truth(text, of: "\(name)")
        }
    }

    /// The attribute `responseStatus`: 1 for success, 0 otherwise.
    func responseStatus() throws(DocumentError) -> Bool {
        guard let status = try truth("responseStatus") else {
            throw .missing(what: "responseStatus", within: place)
        }
        return status
    }

    /// The URI of a class or property, without white space at its ends; it must be there.
    func uri(_ name: StaticString) throws(DocumentError) -> String {
        ListText.trimmed(try required(name))
    }

    /// The property path of the attribute `propPath`.
    func path() throws(DocumentError) -> PropertyPath {
        guard let text = try listAttribute("propPath") else {
            throw .missing(what: "propPath", within: place)
        }
        return ListText.path(text)
    }

    /// The names of an attribute that holds a list, separated by white space; none when there is no attribute.
    func words(_ name: StaticString) throws(DocumentError) -> [String] {
        try listAttribute(name).map { ListText.words($0) } ?? []
    }

    /// The property path of the attribute `propPath` of an element that holds nothing.
    static func path(of element: DocumentElement) throws(DocumentError) -> PropertyPath {
        try element.checkEmpty()
        return try element.path()
    }

    /// Refuses elements within it.
    func checkEmpty() throws(DocumentError) {
        if let child = try children().first { throw child.unexpected(in: self) }
    }
}
