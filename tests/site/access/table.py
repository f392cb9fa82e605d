"""Who gets where: every address of the site outside the admin, who may open it and who may send a form to it.

A new address has a line here, or `test_access` fails: its name in urls.py, whom GET lets in, whom POST lets in,
by the names in WHO. If its parameters are new, `world.py` says what stands for them.
"""

ROLES = ("visitor", "member", "author", "suspended", "moderator", "curator", "superuser")

WHO = {
    # what becomes of: visitor member author suspended moderator curator superuser
    "everyone":        "in     in     in     in        in        in      in",
    "members":         "login  in     in     in        in        in      in",
    "writers":         "login  in     in     403       in        in      in",
    "other-writers":   "login  in     403    403       in        in      in",
    "author":          "login  404    in     403       404       404     404",
    "own":             "login  404    in     404       404       404     404",
    "author-reading":  "404    404    in     404       404       404     404",
    "whom-it-is-about": "login 404    in     404       in        404     in",
    "appellant":       "login  404    in     404       403       404     403",
    "author-or-decider": "login 404 in     404       404       in        in",
    "author-though-suspended": "login 404 in 404     404       404       404",
    "trusted":         "login  403    403    403       403       403     403",
    "trusted-others":  "login  404    403    403       404       403     403",
    "nobody":          "404    404    404    404       404       404     404",
    "no-key":          "login  404    404    404       404       404     404",
    "no-verb":         "login  405    405    405       405       405     405",
    "-":               "405    405    405    405       405       405     405",
}  # fmt: skip

TABLE = """
# The catalogue
home                               everyone          -
title-by-id                        everyone          -
title                              everyone          -
title-reference                    everyone          -
title-section                      everyone          -
films:title-preview                everyone          -
person-by-id                       everyone          -
person                             everyone          -
person-department                  everyone          -
company-by-id                      everyone          -
company                            everyone          -
company-role                       everyone          -
titles                             everyone          -
genres                             everyone          -
genre                              everyone          -
countries                          everyone          -
country                            everyone          -
languages                          everyone          -
language                           everyone          -
years                              everyone          -
year                               everyone          -
decade                             everyone          -
keywords                           everyone          -
keyword                            everyone          -
certificate                        everyone          -
awards                             everyone          -
award                              everyone          -
award-year                         everyone          -
title-history                      everyone          -
person-history                     everyone          -
company-history                    everyone          -
revision                           everyone          -
films:search                       everyone          -
films:search-suggest               everyone          -
films:search-titles                everyone          -
films:coming-soon                  everyone          -
films:releases                     everyone          -
films:awards-calendar              everyone          -
films:awards-calendar-of-year      everyone          -

# What members say
reviews:rating                     writers           writers
reviews:ratings                    everyone          -
reviews:ratings-explained          everyone          -
reviews:of-title                   everyone          -
reviews:of-title-feed              everyone          -
reviews:latest                     everyone          -
reviews:latest-feed                everyone          -
reviews:by-member                  everyone          -
reviews:by-member-feed             everyone          -
reviews:new                        writers           writers
reviews:review                     everyone          -
reviews:history                    everyone          -
reviews:changes                    everyone          -
reviews:edit                       author            author
reviews:deletion                   author            author
reviews:restoration                -                 author
reviews:helpful-vote               writers           other-writers
reviews:trivia-vote                writers           writers
reviews:goof-vote                  writers           writers
reviews:chart-top                  everyone          -
reviews:chart-popular              everyone          -
reviews:chart-lowest               everyone          -

# What they keep
member                             everyone          -
reviews:watchlist-entry            writers           writers
reviews:watchlist                  author-reading    -
reviews:viewings                   writers           writers
reviews:viewing                    author            author
reviews:viewing-deletion           -                 author
reviews:diary                      author-reading    -
reviews:lists                      everyone          -
reviews:list-new                   writers           writers
reviews:list-choice                writers           author
reviews:list                       author-reading    -
reviews:list-edit                  author            author
reviews:list-deletion              author            author
reviews:list-entry                 author            author
reviews:list-place                 -                 author
reviews:list-removal               -                 author
reviews:follow-title               writers           writers
reviews:follow-person              writers           writers
reviews:searches                   members           -
reviews:search-new                 members           members
reviews:search-digest              -                 own
reviews:search-deletion            -                 own
reviews:following                  members           -
reviews:following-country          -                 members
reviews:following-feed-address     -                 members
reviews:following-feed             everyone          -

# What they bring
reviews:imports                    writers           writers
reviews:import                     own               -
reviews:import-rows                own               -
reviews:import-failures            own               -
reviews:import-choices             author            author
reviews:import-confirmation        -                 author
reviews:import-undoing             -                 author
reviews:import-deletion            -                 own

# Reports, and what staff decide
reviews:report                     other-writers     other-writers
reviews:report-faq-entry           writers           writers
reviews:report-row                 writers           writers
reviews:moderation-log             everyone          -
reviews:decision                   whom-it-is-about  -
reviews:appeal                     appellant         appellant

# What they suggest to the catalogue
reviews:contribute                 members           -
reviews:contribute-rows            writers           writers
reviews:contribute-row             writers           writers
reviews:contribute-new             writers           writers
reviews:own-suggestions            members           -
reviews:suggestions                trusted           -
reviews:suggestion                 author-or-decider -
reviews:suggestion-withdrawal      -                 author-though-suspended
reviews:suggestion-agreement       -                 trusted-others

# Members' own settings
avatar                             members           writers
accounts:profile                   members           writers
accounts:username                  members           writers
accounts:privacy                   members           members
accounts:notification-choices      members           members
accounts:deletion                  members           members
reviews:exports                    members           members
reviews:export                     own               -
accounts:reauthenticate-by-code    members           members
accounts:deletion-withdrawal       -                 members
accounts:notifications             members           members
accounts:unsubscribe               everyone          everyone

# Logging in: allauth's
account_login                      everyone          everyone
account_logout                     everyone          everyone
account_inactive                   everyone          -
account_signup                     everyone          everyone
account_reauthenticate             members           members
account_email                      members           members
account_email_verification_sent    everyone          -
account_change_password            members           members
account_set_password               members           members
account_reset_password             everyone          everyone
account_confirm_login_code         everyone          everyone
account_confirm_email              everyone          nobody
account_reset_password_from_key_done everyone        -
account_reset_password_from_key    everyone          everyone
account_reset_password_done        everyone          -
account_request_login_code         everyone          everyone
mfa_index                          members           no-verb
mfa_authenticate                   everyone          everyone
mfa_reauthenticate                 members           members
mfa_activate_totp                  members           members
mfa_deactivate_totp                no-key            no-key
mfa_view_recovery_codes            no-key            no-verb
mfa_generate_recovery_codes        members           members
mfa_download_recovery_codes        no-key            no-key
mfa_list_webauthn                  members           no-verb
mfa_add_webauthn                   members           members
mfa_reauthenticate_webauthn        members           members
mfa_remove_webauthn                members           members
mfa_edit_webauthn                  members           members
mfa_login_webauthn                 everyone          everyone
socialaccount_login_cancelled      everyone          -
socialaccount_login_error          everyone          -
socialaccount_signup               everyone          everyone
socialaccount_connections          members           members
openid_connect_login               nobody            nobody
openid_connect_callback            nobody            nobody
usersessions_list                  members           members

# For machines
healthz                            everyone          -
readyz                             everyone          -
robots                             everyone          -
sitemap                            everyone          -
sitemap-pages                      everyone          -
sitemap-section                    everyone          -
opensearch                         everyone          -
manifest                           everyone          -
favicon                            everyone          -
upload                             nobody            -
"""

DESKS = {
    "moderator": "reviews_report reviews_appeal reviews_ratingalert reviews_aggregaterating",
    "curator": "films_*",
}
"""The lists of the admin that each role of staff opens, by the names of their models; superusers open all."""


def rows() -> dict[str, tuple[str, str]]:
    """{name of the address: whom GET lets in, whom POST does}."""
    lines = [line.split() for line in TABLE.splitlines() if line and not line.startswith("#")]
    names = [name for name, _get, _post in lines]
    assert len(names) == len(set(names)), "an address stands in the table twice"
    return {name: (get, post) for name, get, post in lines}


def outcomes(who: str) -> dict[str, str]:
    """{role: what becomes of it}."""
    return dict(zip(ROLES, WHO[who].split(), strict=True))
