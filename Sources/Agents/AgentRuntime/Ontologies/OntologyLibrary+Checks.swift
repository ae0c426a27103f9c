import DMEP
import Ontology

extension OntologyLibrary {
    /// Checks what can be checked of a document by itself.
    ///
    /// - Complexity: O(definitions).
    static func check(
        _ document: OntologyDocument, from uri: String, limits: OntologyLibraryLimits
    ) throws(OntologyError) {
        func limit(_ count: Int, _ limit: Int, _ what: String) throws(OntologyError) {
            guard count <= limit else {
                throw .tooMany(document: uri, what: what, limit: limit)
            }
        }
        try limit(document.classes.count, limits.classes, "classes")
        try limit(document.properties.count, limits.properties, "properties")
        var names = Set<String>()
        for name in document.classes.map(\.name.text) + document.properties.map(\.name) {
            guard OntologyNames.document(defining: name) == uri else {
                throw .foreignName(document: uri, name: name)
            }
            guard isUsable(name.utf8.dropFirst(uri.utf8.count + 1)) else {
                throw .unusableName(document: uri, name: name)
            }
            guard names.insert(name).inserted else {
                throw .repeatedName(document: uri, name: name)
            }
        }
        for definition in document.classes {
            let short = definition.name.shortName
            try limit(definition.superclasses.count, limits.ancestors, "superclasses of \(short)")
            try limit(
                definition.identifyingProperties.count, limits.identifyingProperties,
                "identifying properties of \(short)")
        }
        for property in document.properties {
            try limit(property.range.count, limits.values, "values of \(property.name)")
        }
    }

    private static func isUsable(_ name: Substring.UTF8View) -> Bool {
        (1...128).contains(name.count)
            && name.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
                    UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }

    /// Checks that with the document no class specialises itself, nor too many others.
    ///
    /// A document can lengthen the lineage of classes of other documents that refer to it, so all are looked
    /// at; each walk ends at the limit.
    /// - Complexity: O(classes x ancestors), at most the limit of ancestors for each class.
    func checkSubclassing(
        including document: OntologyDocument, from uri: String
    ) throws(OntologyError) {
        var parents = [OntologyURI: [OntologyURI]]()
        func add(_ document: OntologyDocument) {
            for definition in document.classes where !definition.superclasses.isEmpty {
                parents[definition.name] = definition.superclasses
            }
        }
        for other in shipped.values { add(other) }
        for (other, volume) in fetched where other != uri { add(volume.document) }
        add(document)
        for start in parents.keys.sorted() {
            // Where each class was come from, to tell the way round.
            var origin = [start: start]
            var queue = [start]
            var next = 0
            while next < queue.count {
                let name = queue[next]
                next += 1
                for parent in parents[name] ?? [] {
                    if parent == start {
                        throw .cyclicSubclassing(
                            document: uri, way: Self.way(from: start, to: name, origin: origin))
                    }
                    guard origin[parent] == nil else { continue }
                    origin[parent] = name
                    queue.append(parent)
                    guard queue.count <= limits.ancestors + 1 else {
                        throw .tooMany(
                            document: uri, what: "classes that \(start) specialises",
                            limit: limits.ancestors)
                    }
                }
            }
        }
    }

    private static func way(
        from start: OntologyURI, to end: OntologyURI, origin: [OntologyURI: OntologyURI]
    ) -> [String] {
        var way = [start.text, end.text]
        var name = end
        while name != start, let before = origin[name], before != name {
            name = before
            way.append(name.text)
        }
        return (end == start ? [start.text, start.text] : way).reversed()
    }
}
