from typing import Any

from django.core.management.base import BaseCommand

from reviews.markup import render
from reviews.models import Review, ReviewRevision

BATCH = 500


class Command(BaseCommand):
    help = "Renders the text of every review, and of every earlier version, anew."

    def handle(self, *args: Any, **options: Any) -> None:
        number = sum(self.rerender(model) for model in (Review, ReviewRevision))
        if options["verbosity"]:
            self.stdout.write(f"{number} texts changed.")

    def rerender(self, model: type[Review] | type[ReviewRevision]) -> int:
        number = 0
        for pk, body, html in model._default_manager.values_list("pk", "body", "body_html").iterator(BATCH):
            rendered = render(body)
            if rendered != html:
                # Only if nobody has rewritten it meanwhile.
                number += model._default_manager.filter(pk=pk, body=body).update(body_html=rendered)
        return number
