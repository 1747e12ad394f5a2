"""The records of Alteryx's APIs, as dictionaries with typed members.

Members that the catalogue does not know are there too: nothing that a server sends is dropped. Generated from the catalogue.
"""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict


class ADObject(TypedDict):
    """Adobject."""

    sid: NotRequired[str | None]
    category: NotRequired[str | None]
    displayName: NotRequired[str | None]
    domainName: NotRequired[str | None]
    sidAccountName: NotRequired[str | None]


class ActiveDirectoryObject(TypedDict):
    """Active directory object."""

    sid: NotRequired[str | None]
    category: NotRequired[str | None]
    displayName: NotRequired[str | None]
    name: NotRequired[str | None]
    samAccountName: NotRequired[str | None]


class AdminApiSubscriptionView(TypedDict):
    """A studio as admin v2 shows it."""

    active: bool
    expirationDate: NotRequired[str | None]
    name: str
    defaultWorkflowCredentialId: NotRequired[str | None]
    id: str


class AdminApiUserView(TypedDict):
    """A user as admin v2 shows it."""

    accountLocked: NotRequired[bool]
    accountLockedAt: NotRequired[str | None]
    active: bool
    anonymous: NotRequired[bool]
    canSchedule: NotRequired[bool]
    canSetPriority: NotRequired[bool]
    canSetWorkerAssignment: NotRequired[bool]
    dateAdded: str
    dateUpdated: NotRequired[str | None]
    email: str
    expirationDate: NotRequired[str | None]
    firstName: str
    lastName: str
    numFailedLogins: NotRequired[int]
    pending: NotRequired[bool]
    subscriptionId: NotRequired[str | None]
    updateLastLoginDate: NotRequired[str | None]
    userProfile: NotRequired[UserProfile | None]
    validated: NotRequired[bool]
    timezone: NotRequired[str | None]
    language: NotRequired[str | None]
    id: str
    role: str


class AffectedScheduleView(TypedDict):
    """A schedule that a transfer left in need of its owner's hand; the members are assumed."""

    id: str
    name: str


class Answer(TypedDict):
    """The answer to a question of an app; several choices are one text."""

    name: str
    value: str


class ApplicationCollectionShare(TypedDict):
    """Application collection share."""

    appId: str
    dateAdded: NotRequired[str]
    addedById: NotRequired[str | None]


class AssetDataView(TypedDict):
    """Asset data view."""

    name: str
    id: str


class AssetsView(TypedDict):
    """What a user owns."""

    workflows: NotRequired[list[AssetDataView]]
    schedules: NotRequired[list[AssetDataView]]
    collections: NotRequired[list[AssetDataView]]
    insights: NotRequired[list[AssetDataView]]


class AuditEvent(TypedDict):
    """What was changed, by whom; the values are JSON in text."""

    entity: str
    entityId: str
    userId: NotRequired[str | None]
    timestamp: str
    event: str
    oldValues: NotRequired[str | None]
    newValues: NotRequired[str | None]
    id: str


class BasicApplicationView(TypedDict):
    """Basic application view."""

    canExecute: NotRequired[bool]
    amp: NotRequired[bool]
    id: str
    revisionId: NotRequired[str | None]
    name: str
    iconId: NotRequired[str | None]


class BasicUserView(TypedDict):
    """Basic user view."""

    id: str
    role: NotRequired[str]
    firstName: NotRequired[str | None]
    lastName: NotRequired[str | None]
    email: NotRequired[str | None]
    sortName: NotRequired[str | None]
    isActive: NotRequired[bool]
    credentialWorkFlowCount: NotRequired[int]


class Collection(TypedDict):
    """A collection as admin v1 shows it."""

    collectionId: str
    name: str
    ownerId: str
    dateAdded: str
    apps: list[ApplicationCollectionShare]
    schedules: list[ScheduleCollectionShare]
    insights: list[InsightCollectionShare]
    users: list[UserCollectionShare]
    subscriptions: list[SubscriptionCollectionShare]
    userGroups: list[UserGroupCollectionShare]
    id: str


class CollectionPermissions(TypedDict):
    """Collection permissions."""

    collection: NotRequired[LocalCollectionPermissions | None]
    applications: NotRequired[UpdatePermissions | None]
    users: NotRequired[GenericPermissions | None]


class CollectionUserView(TypedDict):
    """Collection user view."""

    userId: str
    activeDirectoryObject: NotRequired[ActiveDirectoryObject | None]


class CollectionView(TypedDict):
    """A collection in v3."""

    id: str
    name: str
    ownerId: str
    dateAdded: str
    workflowIds: NotRequired[list[str]]
    insightIds: NotRequired[list[str]]
    users: NotRequired[list[CollectionUserView]]
    subscriptionIds: NotRequired[list[str]]
    userGroupIds: NotRequired[list[str]]
    scheduleIds: NotRequired[list[str]]


class CollectionsPermissions(TypedDict):
    """What a member of a collection may do."""

    isAdmin: NotRequired[bool]
    canAddAssets: NotRequired[bool]
    canRemoveAssets: NotRequired[bool]
    canUpdateAssets: NotRequired[bool]
    canAddUsers: NotRequired[bool]
    canRemoveUsers: NotRequired[bool]


class ConnectionHandlingRule(TypedDict):
    """A rule by which connections are taken over; assumed."""

    id: str
    name: NotRequired[str]
    enabled: NotRequired[bool]


class ContactInfo(TypedDict):
    """Contact info."""

    name: NotRequired[str | None]
    email: NotRequired[str | None]
    company: NotRequired[str | None]
    address: NotRequired[MailingAddress | None]


class CredentialApiView(TypedDict):
    """Credential api view."""

    id: str
    userName: str


class CredentialsView(TypedDict):
    """A credential that workflows run with, and with whom it is shared."""

    id: str
    userName: str
    userIds: NotRequired[list[str]]
    userGroupIds: NotRequired[list[str]]


class DCMEDeleteConnectionView(TypedDict):
    """What was deleted; assumed."""

    objectId: str
    connectionId: str


class DCMEGetConnectionForConnectView(TypedDict):
    """The same as Alteryx Connect reads it; assumed."""

    id: str
    name: str
    dataSourceTechnology: NotRequired[str | None]
    ownerId: NotRequired[str | None]


class DCMEGetConnectionView(TypedDict):
    """A connection of the Data Connection Manager; only its two ids are known, the rest is assumed."""

    objectId: str
    connectionId: str
    name: NotRequired[str]
    ownerId: NotRequired[str | None]
    dataSourceTechnology: NotRequired[str | None]
    sharedWithUserIds: NotRequired[list[str]]
    sharedWithUserGroupIds: NotRequired[list[str]]


class DataConnectionSearchView(TypedDict):
    """A data connection made in the Gallery, and with how many it is shared."""

    subscriptionCount: NotRequired[int]
    userCount: NotRequired[int]
    userGroupCount: NotRequired[int]
    userIds: NotRequired[list[str]]
    userGroupIds: NotRequired[list[str]]
    connectionId: str
    connectionString: str
    connectionName: str
    connectionType: str


class DataConnectionSummaryView(TypedDict):
    """A data connection of the machine."""

    connectionId: str
    connectionString: str
    connectionName: str
    connectionType: str


class DeprecatedAdminApiSubscriptionView(TypedDict):
    """A studio as admin v1 shows it."""

    active: bool
    expirationDate: NotRequired[str | None]
    memberPassesPurchased: NotRequired[int]
    memberPassesUsed: NotRequired[int]
    name: str
    primaryContactInfo: NotRequired[ContactInfo | None]
    id: str


class DeprecatedAdminApiUserView(TypedDict):
    """A user as admin v1 shows it."""

    accountLocked: NotRequired[bool]
    accountLockedAt: NotRequired[str | None]
    active: bool
    anonymous: NotRequired[bool]
    canSchedule: NotRequired[bool]
    canSetPriority: NotRequired[bool]
    canSetWorkerAssignment: NotRequired[bool]
    dateAdded: str
    dateUpdated: NotRequired[str | None]
    email: str
    expirationDate: NotRequired[str | None]
    firstName: str
    lastName: str
    numFailedLogins: NotRequired[int]
    pending: NotRequired[bool]
    subscriptionId: NotRequired[str | None]
    updateLastLoginDate: NotRequired[str | None]
    userProfile: NotRequired[UserProfile | None]
    validated: NotRequired[bool]
    timezone: NotRequired[str | None]
    language: NotRequired[str | None]
    id: str
    curator: bool


class DeprecatedInsightMetaInfo(TypedDict):
    """An insight as admin v1 shows it."""

    owner: NotRequired[DeprecatedUserBaseModel | None]
    insightId: str
    name: str
    lastUpdated: NotRequired[str | None]
    ownerId: NotRequired[str | None]
    iconId: NotRequired[str | None]
    id: str


class DeprecatedUserBaseModel(TypedDict):
    """The owner of an insight; servers show many more members."""

    id: str
    curator: NotRequired[bool]
    email: NotRequired[str | None]
    firstName: NotRequired[str | None]
    lastName: NotRequired[str | None]
    dateAdded: NotRequired[str | None]
    active: NotRequired[bool]
    subscriptionId: NotRequired[str | None]


class EngineMessageApiView(TypedDict):
    """A message of the engine."""

    status: int
    text: str
    toolId: int


class GenericPermissions(TypedDict):
    """Generic permissions."""

    canAdd: NotRequired[bool]
    canRemove: NotRequired[bool]


class InsightCollectionShare(TypedDict):
    """Insight collection share."""

    insightId: str
    dateAdded: NotRequired[str]
    addedById: NotRequired[str | None]


class InsightMetaInfo(TypedDict):
    """An insight as admin v2 shows it."""

    owner: NotRequired[User | None]
    insightId: str
    name: str
    lastUpdated: NotRequired[str | None]
    ownerId: NotRequired[str | None]
    iconId: NotRequired[str | None]
    id: str


class InvalidRequestResponseBody(TypedDict):
    """What is wrong with which parameter, at the newer base."""

    message: str
    modelState: dict[str, Any]


class Iteration(TypedDict):
    """When a schedule runs, in UTC; each type but Once has a contract of its own."""

    iterationType: IterationType
    startTime: str
    endTime: NotRequired[str | None]
    hourlyContract: NotRequired[IterationHourlyContract | None]
    dailyContract: NotRequired[IterationDailyContract | None]
    weeklyContract: NotRequired[IterationWeeklyContract | None]
    monthlyContract: NotRequired[IterationMonthlyContract | None]
    customContract: NotRequired[IterationCustomContract | None]


class IterationBase(TypedDict):
    """From when to when a schedule runs, in UTC."""

    startTime: NotRequired[str | None]
    endTime: NotRequired[str | None]


class IterationCustomContract(TypedDict):
    """Iteration custom contract."""

    daysOfMonth: list[int]
    months: list[int]


class IterationDailyContract(TypedDict):
    """Iteration daily contract."""

    runOnlyWorkWeek: NotRequired[bool]


class IterationHourlyContract(TypedDict):
    """Iteration hourly contract."""

    hours: int
    minutes: int


class IterationMonthlyContract(TypedDict):
    """Iteration monthly contract."""

    simpleDayOfMonth: bool
    dayOfMonth: NotRequired[int]
    occurrence: NotRequired[int]
    dayOfWeek: NotRequired[str]


class IterationWeeklyContract(TypedDict):
    """Iteration weekly contract."""

    daysOfWeek: list[str]


class JobApiView(TypedDict):
    """A run of a workflow. Times have seven digits of a second's fraction."""

    id: str
    appId: str
    createDate: str
    status: str
    disposition: str
    outputs: list[OutputDataApiView]
    messages: list[EngineMessageApiView]
    priority: Priority
    workerTag: NotRequired[str | None]
    runWithE2: NotRequired[bool]


class JobListApiView(TypedDict):
    """A run in a list: without outputs and messages."""

    id: str
    createDate: str
    status: str
    disposition: str
    priority: Priority
    workerTag: NotRequired[str | None]
    runWithE2: NotRequired[bool]


class JobMessageView(TypedDict):
    """The members are those of the older message; assumed."""

    status: int
    text: str
    toolId: int


class JobOutputView(TypedDict):
    """Job output view."""

    id: str
    availableFormats: list[str]
    fileName: str


class JobView(TypedDict):
    """A run in v3."""

    id: str
    appId: str
    createDateTime: str
    status: str
    disposition: str
    outputs: list[JobOutputView]
    messages: NotRequired[list[JobMessageView]]
    priority: JobPriority
    workerTag: NotRequired[str | None]
    runWithE2: NotRequired[bool]


class LocalCollectionPermissions(TypedDict):
    """Local collection permissions."""

    isAdmin: NotRequired[bool]


class MailingAddress(TypedDict):
    """Mailing address."""

    country: NotRequired[str | None]
    addressLine1: NotRequired[str | None]
    addressLine2: NotRequired[str | None]
    city: NotRequired[str | None]
    state: NotRequired[str | None]
    postalCode: NotRequired[str | None]


class Member(TypedDict):
    """Member."""

    activeDirectoryObject: NotRequired[ADObject | None]
    userId: NotRequired[str | None]
    dateAddedToGroup: NotRequired[str]
    addedByUserId: NotRequired[str | None]


class Message(TypedDict):
    """An error at the newer base."""

    Message: str


class MigratableWorkflowView(TypedDict):
    """Migratable workflow view."""

    id: str
    publishedVersionId: NotRequired[str | None]
    subscriptionId: NotRequired[str | None]


class OutputDataApiView(TypedDict):
    """A file that a job made."""

    id: str
    formats: list[str]
    name: str


class OwnerView(TypedDict):
    """Owner view."""

    id: str
    firstName: NotRequired[str | None]
    lastName: NotRequired[str | None]
    email: NotRequired[str | None]
    subscriptionId: NotRequired[str | None]


class QuestionApiView(TypedDict):
    """A question that an app asks before it runs; `multiple` is the text True or False."""

    name: str
    type: str
    description: NotRequired[str | None]
    value: NotRequired[str | None]
    items: NotRequired[list[QuestionItem] | None]
    multiple: NotRequired[str | None]


class QuestionItem(TypedDict):
    """Question item."""

    key: str
    value: str


class ReducedCollectionView(TypedDict):
    """Reduced collection view."""

    id: str
    name: str
    ownerId: str
    dateAdded: str


class ReducedCredentialsView(TypedDict):
    """Reduced credentials view."""

    id: str
    userName: str


class ReducedScheduleView(TypedDict):
    """A schedule in a list; `runDateTime` is its next run, or the next one in the window that was asked for."""

    id: str
    name: str
    workflowId: str
    ownerId: str
    runDateTime: str


class ReducedServerConnectionView(TypedDict):
    """Reduced server connection view."""

    id: str
    name: str
    connectionString: str
    connectionType: str


class ReducedUserGroupView(TypedDict):
    """Reduced user group view."""

    id: str
    name: str
    role: Role


class ReducedUserView(TypedDict):
    """Reduced user view."""

    id: str
    firstName: str
    lastName: str
    email: str
    isActive: bool
    role: Role
    dateCreated: str


class ReducedWorkflowView(TypedDict):
    """A workflow in a list of v3."""

    id: str
    name: str
    ownerId: str
    dateCreated: str
    publishedVersionNumber: int
    isAmp: bool
    executionMode: ExecutionMode


class Refusal(TypedDict):
    """An error at the older base; the members come in this order."""

    data: str | None
    exceptionName: str
    innerExceptionMessage: str
    message: str


class ScheduleCollectionShare(TypedDict):
    """Schedule collection share."""

    scheduleId: str
    dateAdded: NotRequired[str]
    addedById: NotRequired[str | None]


class ScheduleForecastView(TypedDict):
    """A run that is to come."""

    id: str
    appEstimatedCompletionTime: NotRequired[int]
    scheduleName: str
    startTime: str
    frequency: NotRequired[str]
    workflowName: NotRequired[str | None]
    owner: NotRequired[OwnerView | None]
    priority: NotRequired[int]


class ScheduleView(TypedDict):
    """A schedule as admin v1 shows it."""

    canEdit: NotRequired[bool]
    id: str
    application: NotRequired[BasicApplicationView | None]
    owner: NotRequired[BasicUserView | None]
    name: str
    comment: NotRequired[str | None]
    enabled: bool
    priority: NotRequired[Priority]
    workerTag: NotRequired[str | None]
    status: NotRequired[str | None]
    credential: NotRequired[SourcedCredentialView | None]
    creationTime: NotRequired[str | None]
    lastRunTime: NotRequired[str | None]
    nextRunTime: NotRequired[str | None]
    state: NotRequired[str | None]
    runCount: NotRequired[int]
    iteration: NotRequired[IterationBase | None]
    frequency: NotRequired[str | None]
    timezone: NotRequired[str | None]
    lastError: NotRequired[str | None]
    cpuName: NotRequired[str | None]
    lastModifiedId: NotRequired[str | None]
    lastModifiedDate: NotRequired[str | None]


class ScheduleViewV3(TypedDict):
    """A schedule in v3, where the vendor names it ScheduleView as well."""

    id: str
    name: str
    workflowId: str
    versionId: str
    ownerId: str
    runDateTime: str
    comment: NotRequired[str | None]
    enabled: bool
    priority: JobPriority
    workerTag: NotRequired[str | None]
    status: NotRequired[str | None]
    credentialId: NotRequired[str | None]
    creationTime: str
    lastRunTime: NotRequired[str | None]
    state: NotRequired[str | None]
    runCount: NotRequired[int]
    iteration: IterationBase
    frequency: NotRequired[str | None]
    lastError: NotRequired[str | None]
    cpuName: NotRequired[str | None]
    lastModifiedId: NotRequired[str | None]
    lastModifiedDate: NotRequired[str | None]
    canEdit: bool


class ServerConnectionView(TypedDict):
    """A data connection in v3."""

    id: str
    name: str
    connectionString: str
    connectionType: str
    userIds: NotRequired[list[str]]
    userGroupIds: NotRequired[list[str]]


class SourcedCredentialView(TypedDict):
    """Sourced credential view."""

    credentialId: NotRequired[str | None]
    username: NotRequired[str | None]
    source: NotRequired[str | None]


class SubscriptionCollectionShare(TypedDict):
    """Subscription collection share."""

    subscriptionId: str
    dateAdded: NotRequired[str]
    addedById: NotRequired[str | None]
    expirationDate: NotRequired[str | None]
    optOutUsers: NotRequired[list[str]]
    permissions: NotRequired[CollectionPermissions | None]


class SubscriptionUserWorkflowCountView(TypedDict):
    """A studio in a list of v3; members as for SubscriptionView."""

    id: str
    name: str
    canShareSchedule: NotRequired[bool]
    defaultWorkflowCredentialId: NotRequired[str | None]
    userCount: int
    workflowCount: int


class SubscriptionUserWorkflowDetailsView(TypedDict):
    """A studio with who and what is in it; members as for SubscriptionView."""

    id: str
    name: str
    canShareSchedule: NotRequired[bool]
    defaultWorkflowCredentialId: NotRequired[str | None]
    users: list[AssetDataView]
    workflows: list[AssetDataView]


class SubscriptionView(TypedDict):
    """A studio in v3; the members are those that its filters name, the rest is not known."""

    id: str
    name: str
    canShareSchedule: NotRequired[bool]
    defaultWorkflowCredentialId: NotRequired[str | None]


class Token(TypedDict):
    """A bearer token; `expires_in` is in seconds."""

    access_token: str
    token_type: str
    expires_in: int


class TokenFailure(TypedDict):
    """Why there is no token; the words are assumed."""

    error: str


class UpdatePermissions(TypedDict):
    """Update permissions."""

    canUpdate: NotRequired[bool]
    canAdd: NotRequired[bool]
    canRemove: NotRequired[bool]


class User(TypedDict):
    """The same in admin v2."""

    id: str
    role: NotRequired[str]
    email: NotRequired[str | None]
    firstName: NotRequired[str | None]
    lastName: NotRequired[str | None]
    dateAdded: NotRequired[str | None]
    active: NotRequired[bool]
    subscriptionId: NotRequired[str | None]


class UserCollectionShare(TypedDict):
    """User collection share."""

    userId: str
    dateAdded: NotRequired[str]
    addedById: NotRequired[str | None]
    activeDirectoryObject: NotRequired[ActiveDirectoryObject | None]
    expirationDate: NotRequired[str | None]
    permissions: NotRequired[CollectionPermissions | None]


class UserGroupAddedUsersView(TypedDict):
    """User group added users view."""

    successfullyAddedUserCount: int
    totalUsersSubmittedCount: int
    failedUserReasons: NotRequired[dict[str, Any]]


class UserGroupCollectionShare(TypedDict):
    """User group collection share."""

    userGroupId: str
    dateAdded: NotRequired[str]
    addedById: NotRequired[str | None]
    expirationDate: NotRequired[str | None]
    permissions: NotRequired[CollectionPermissions | None]


class UserGroupView(TypedDict):
    """A group of users."""

    id: str
    name: str
    dateAdded: str
    role: Role
    credentialIds: NotRequired[list[str]]
    connectionIds: NotRequired[list[str]]
    members: NotRequired[list[Member]]


class UserProfile(TypedDict):
    """User profile."""

    picture: NotRequired[str | None]
    iconId: NotRequired[str | None]


class UserView(TypedDict):
    """A user in v3."""

    id: str
    firstName: str
    lastName: str
    email: str
    role: Role
    defaultWorkerTag: str | None
    canScheduleJobs: bool
    canPrioritizeJobs: bool
    canAssignJobs: bool
    canCreateCollections: bool
    isApiEnabled: bool
    defaultCredentialId: NotRequired[str | None]
    isAccountLocked: bool
    isActive: bool
    lastLoginDateTime: NotRequired[str | None]
    isValidated: bool
    sharedCredentialIds: NotRequired[list[str]]
    dataConnectionIds: NotRequired[list[str]]
    timeZone: NotRequired[str | None]
    language: NotRequired[str | None]


class WfaAdminApiAppView(TypedDict):
    """Wfa admin api app view."""

    name: str
    filename: NotRequired[str | None]
    nextApp: NotRequired[str | None]


class WfaAdminApiEventView(TypedDict):
    """Wfa admin api event view."""

    user: NotRequired[WfaAdminApiUserView | None]
    timestamp: str
    event: str
    oldValues: NotRequired[str | None]
    newValues: NotRequired[str | None]


class WfaAdminApiRevisionView(TypedDict):
    """A version of a workflow, in the list of all."""

    id: str
    version: int
    author: NotRequired[WfaAdminApiUserView | None]
    dateCreated: str
    executionMode: NotRequired[str]
    isChunkedPackage: NotRequired[bool]
    runCount: NotRequired[int]
    downloadCount: NotRequired[int]
    packageType: NotRequired[str]
    hasPrivateDataExemption: NotRequired[bool]
    uploadDate: NotRequired[str]
    credentialType: NotRequired[str]
    isE2: NotRequired[bool]
    canDownload: NotRequired[bool]
    allowVersionHistory: NotRequired[bool]
    showVersionHistory: NotRequired[bool]
    applications: NotRequired[list[WfaAdminApiAppView]]
    comments: NotRequired[str | None]


class WfaAdminApiSubView(TypedDict):
    """Wfa admin api sub view."""

    id: NotRequired[str | None]
    name: NotRequired[str | None]


class WfaAdminApiUserView(TypedDict):
    """Wfa admin api user view."""

    id: str
    firstName: NotRequired[str | None]
    lastName: NotRequired[str | None]
    email: NotRequired[str | None]
    subscription: NotRequired[WfaAdminApiSubView | None]


class WorkflowAdminApiView(TypedDict):
    """A workflow as curators see it."""

    id: str
    subscriptionId: NotRequired[str | None]
    public: bool
    runDisabled: bool
    packageType: PackageType
    uploadDate: str
    fileName: str
    metaInfo: WorkflowMetaInfoApiView
    isChained: NotRequired[bool]
    version: int
    runCount: int
    workerTag: NotRequired[str | None]
    isE2: NotRequired[bool]
    publishedVersionId: NotRequired[str | None]
    publishedVersionNumber: NotRequired[int | None]
    publishedVersionOwner: NotRequired[WorkflowOwnerAdminView | None]
    collections: NotRequired[list[WorkflowCollectionView]]
    lastRunDate: NotRequired[str | None]
    subscriptionName: NotRequired[str | None]


class WorkflowAllAdminApiView(TypedDict):
    """A workflow with all its versions and what happened to it."""

    id: str
    revisions: list[WfaAdminApiRevisionView]
    creator: NotRequired[WfaAdminApiUserView | None]
    subscription: NotRequired[WfaAdminApiSubView | None]
    events: NotRequired[list[WfaAdminApiEventView]]
    runDisabled: NotRequired[bool]
    isPublic: NotRequired[bool]
    dateMadePublic: NotRequired[str | None]
    isDeleted: NotRequired[bool]
    runCount: NotRequired[int]
    iconId: NotRequired[str | None]
    workerTag: NotRequired[str | None]
    isReadyForMigration: NotRequired[bool]


class WorkflowApiView(TypedDict):
    """A workflow, app or macro as its studio sees it."""

    id: str
    subscriptionId: NotRequired[str | None]
    public: bool
    runDisabled: bool
    packageType: PackageType
    uploadDate: str
    fileName: str
    metaInfo: WorkflowMetaInfoApiView
    isChained: NotRequired[bool]
    version: int
    runCount: int
    workerTag: NotRequired[str | None]
    isE2: NotRequired[bool]


class WorkflowCollectionView(TypedDict):
    """Workflow collection view."""

    collectionName: str
    collectionId: str


class WorkflowDetails(TypedDict):
    """Workflow details."""

    isAmp: bool
    fileName: str
    author: str | None
    copyright: str | None
    description: str | None
    name: str
    noOutputFilesMessage: str | None
    outputMessage: str | None
    url: str | None
    urlText: str | None


class WorkflowJobView(TypedDict):
    """A run in a list of v3."""

    id: str
    createDate: str
    status: str
    disposition: NotRequired[str]
    priority: JobPriority
    workerTag: NotRequired[str | None]
    runWithE2: NotRequired[bool]


class WorkflowMetaInfoApiView(TypedDict):
    """What the author of a workflow says about it."""

    name: str
    description: NotRequired[str | None]
    author: NotRequired[str | None]
    copyright: NotRequired[str | None]
    url: NotRequired[str | None]
    urlText: NotRequired[str | None]
    outputMessage: NotRequired[str | None]
    noOutputFilesMessage: NotRequired[str | None]


class WorkflowOwnerAdminView(TypedDict):
    """Workflow owner admin view."""

    id: str
    firstName: NotRequired[str | None]
    lastName: NotRequired[str | None]
    sId: NotRequired[str | None]
    subscriptionId: NotRequired[str | None]
    email: NotRequired[str | None]
    active: NotRequired[bool]


class WorkflowQuestionView(TypedDict):
    """The same in v3."""

    name: str
    type: str
    description: NotRequired[str | None]
    value: NotRequired[str | None]
    items: NotRequired[list[QuestionItem] | None]
    multiple: NotRequired[str | None]


class WorkflowVersionView(TypedDict):
    """A version of a workflow in v3."""

    versionId: str
    versionNumber: int
    dateCreated: str
    uploadSource: str
    uploadDate: str
    packageWorkflowType: str
    published: bool
    comments: str | None
    runDisabled: bool
    executionMode: ExecutionMode
    workflowCredentialType: WorkflowCredentialType
    hasPrivateDataExemption: NotRequired[bool]
    othersMayDownload: bool
    othersCanViewHistory: bool
    details: WorkflowDetails


class WorkflowView(TypedDict):
    """A workflow in v3."""

    id: str
    dateCreated: str
    runCount: int
    versions: list[WorkflowVersionView]
    name: str
    ownerId: str
    workerTag: str | None
    districtTags: list[str]
    comments: str | None
    isPublic: bool
    isReadyForMigration: bool
    publishedVersionId: str
    othersMayDownload: bool
    othersCanViewHistory: bool
    othersCanExecute: bool
    executionMode: NotRequired[ExecutionMode]
    hasPrivateDataExemption: NotRequired[bool]


ExecutionMode = str
"""Execution mode."""

Failure = Refusal | Message | InvalidRequestResponseBody | TokenFailure
"""An error: of the older base, or one of those of the newer base."""

IterationType = str
"""Iteration type."""

JobPriority = str
"""Job priority."""

PackageType = int | str
"""A number at the older base (0 app, 1 workflow, 2 macro), a word at the newer one."""

Priority = int | str
"""A number at the older base, a word at the newer one."""

Role = str
"""Role."""

WorkflowCredentialType = str
"""Workflow credential type."""
