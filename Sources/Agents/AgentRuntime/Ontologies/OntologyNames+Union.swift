extension OntologyNames {
    /// Adds the names of another set.
    mutating func merge(_ other: OntologyNames) {
        classes.formUnion(other.classes)
        properties.formUnion(other.properties)
    }
}
