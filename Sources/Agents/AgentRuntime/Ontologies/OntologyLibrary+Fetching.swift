import DMEP
import Ontology

extension OntologyLibrary {
    /// What is to be done about unknown names.
    public struct Errand: Hashable, Sendable {
        /// The documents to fetch now, ordered; the library counts them as awaited.
        public var fetch: [String]
        /// The documents that define some of the names and are awaited, those to fetch now included, ordered.
        public var awaited: [String]

        /// Whether there is nothing to wait for.
        public var isEmpty: Bool { awaited.isEmpty }
    }

    /// Says which documents to fetch for names, and which are on their way already.
    ///
    /// Documents at hand are not asked for though they lack a name, nor are documents that could not be had
    /// a short while ago, nor more than the limits allow.
    public mutating func ask(for names: OntologyNames, at now: Int64) -> Errand {
        forgetOverdue(at: now)
        var errand = Errand(fetch: [], awaited: [])
        for document in names.documents {
            if pursuits[document] != nil {
                errand.awaited.append(document)
            } else if errand.fetch.count < limits.pursuit, begin(document, root: document, at: now)
            {
                errand.fetch.append(document)
                errand.awaited.append(document)
            }
        }
        return errand
    }

    /// The fetched documents whose time is over, now to be fetched again; until then they hold.
    public mutating func refresh(at now: Int64) -> [String] {
        forgetOverdue(at: now)
        let stale = fetched.filter { $0.value.expires <= now }.keys.sorted()
        return stale.filter { begin($0, root: $0, at: now, again: true) }
    }

    /// Takes in a document that came.
    ///
    /// Of a document that is refused nothing is taken, an older version of it holds on, and it is remembered
    /// as not to be had.
    /// - Parameters:
    ///   - document: the definitions.
    ///   - uri: what was asked for, whatever redirects led to.
    /// - Returns: the documents that it refers to and that are to be fetched now.
    public mutating func take(
        _ document: OntologyDocument, from uri: String, at now: Int64
    ) throws(OntologyError) -> [String] {
        let root = pursuits[uri]?.root ?? uri
        do throws(OntologyError) {
            guard shipped[uri] == nil else { throw OntologyError.shipped(document: uri) }
            try Self.check(document, from: uri, limits: limits)
            try checkSubclassing(including: document, from: uri)
        } catch {
            miss(uri, reason: "\(error)", at: now)
            throw error
        }
        absences[uri] = nil
        fetched[uri] = Volume(document: document, expires: now &+ limits.lifetime)
        while fetched.count > limits.documents,
            let first = fetched.min(by: { ($0.value.expires, $0.key) < ($1.value.expires, $1.key) })
        {
            fetched[first.key] = nil
        }
        ontology = assembled()
        let further = unknown(in: document).documents.filter { begin($0, root: root, at: now) }
        end(uri)
        return further
    }

    /// Takes note that a document could not be had.
    public mutating func miss(_ uri: String, reason: String, at now: Int64) {
        end(uri)
        guard shipped[uri] == nil else { return }
        let until = now &+ limits.absence
        fetched[uri]?.expires = until
        absences[uri] = Absence(reason: reason, until: until)
        while absences.count > limits.missing,
            let first = absences.min(by: { ($0.value.until, $0.key) < ($1.value.until, $1.key) })
        {
            absences[first.key] = nil
        }
    }

    private mutating func begin(
        _ document: String, root: String, at now: Int64, again: Bool = false
    ) -> Bool {
        guard shipped[document] == nil, again || fetched[document] == nil,
            pursuits[document] == nil, pursuits.count < limits.awaited,
            pursued[root, default: 0] < limits.pursuit
        else { return false }
        if let absence = absences[document], now < absence.until { return false }
        pursuits[document] = Pursuit(root: root, since: now)
        pursued[root, default: 0] += 1
        return true
    }

    private mutating func end(_ document: String) {
        guard let root = pursuits.removeValue(forKey: document)?.root else { return }
        if !pursuits.values.contains(where: { $0.root == root }) { pursued[root] = nil }
    }

    private mutating func forgetOverdue(at now: Int64) {
        for (document, pursuit) in pursuits where now &- pursuit.since >= limits.patience {
            miss(document, reason: "nobody brought it", at: now)
        }
    }
}
